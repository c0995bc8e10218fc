import { jsonGraph } from '../json.ts';
import type { Evidence, Model } from '../../model.ts';
import type { Diagram } from './diagram.ts';
import type { Mark } from './mark.ts';

export interface PageInput {
  /** What the system is called. */
  readonly name: string;
  readonly model: Model;
  readonly marks: readonly Mark[];
}

const place = ({ file, line, note }: Evidence): object => ({ file, line, note });

/** Ids of what a finding is about: its services and the lines from one to the next; a finding of all of them goes round to the first again. */
const targets = ({ services, carriers }: Mark, { boxes, edges }: Diagram): readonly string[] => {
  const ids = services.flatMap((name) => boxes.filter((box) => box.kind === 'service' && box.name === name).map(({ id }) => id));
  const following = [...ids.slice(1), ...(carriers.length === services.length ? ids.slice(0, 1) : [])];
  const next = new Set(following.map((id, index) => `${ids[index] ?? ''} ${id}`));
  const lines = edges.filter(({ from, to, kind }) => kind !== 'store' && next.has(`${from} ${to}`)).map(({ id }) => id);
  return [...new Set([...ids, ...lines])];
};

/** What the page knows beside the drawing: plain data, as the JSON graph has it, and the findings. */
export const contents = ({ name, model, marks }: PageInput, diagram: Diagram): object => {
  const { calls, events, stores, routes } = JSON.parse(jsonGraph(model)) as Readonly<Record<string, unknown>>;
  const reasons = model.calls.map(({ unresolved }) => unresolved);
  return {
    name, calls, events, stores, routes, reasons,
    boxes: diagram.boxes.map((box) => {
      if (box.kind === 'database') return { id: box.id, kind: 'database', name: box.name, engine: box.database.engine, services: box.database.services };
      const { role, node, framework, path, ports, evidence } = box.service;
      return { id: box.id, kind: 'service', name: box.name, role, node, framework, path, ports, evidence: evidence.map(place), engines: box.engines };
    }),
    edges: diagram.edges.map(({ id, kind, from, to, cyclic }) => ({ id, kind, from, to, cyclic })),
    marks: marks.map((mark) => {
      const { rule, tier, services, carriers, message, help, location, related } = mark;
      return { rule, tier, services, carriers, message, help, file: location.file, line: location.line, related: related.map(place), targets: targets(mark, diagram) };
    }),
  };
};
