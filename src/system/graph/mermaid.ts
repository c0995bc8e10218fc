import { compareText } from '../../shared/compare-text.ts';
import type { Model, Role, Service } from '../model.ts';

const shapes: Readonly<Record<Role, readonly [open: string, close: string]>> = {
  business: ['[', ']'],
  gateway: ['{{', '}}'],
  worker: ['[[', ']]'],
  ui: ['([', '])'],
  infra: ['[/', '/]'],
};

/** Mermaid reads some names as keywords and some characters as syntax, so nodes have numbers and quoted labels. */
const label = (text: string): string => `"${text.replaceAll('"', '#quot;').replaceAll('\n', ' ')}"`;

const sorted = (lines: Iterable<string>): readonly string[] => [...new Set(lines)].sort(compareText);

type Identify = (kind: string, name: string) => string;

/** Gives each thing one id, in the order in which it is first asked for. */
const identifier = (): Identify => {
  const known = new Map<string, string>();
  return (kind, name) => {
    const key = `${kind} ${name}`;
    const id = known.get(key) ?? `${kind}${[...known.keys()].filter((other) => other.startsWith(`${kind} `)).length + 1}`;
    known.set(key, id);
    return id;
  };
};

const serviceNode = ({ name, role }: Service, id: Identify): string => {
  const [open, close] = shapes[role];
  return `${id('s', name)}${open}${label(name)}${close}`;
};

const callLines = ({ calls }: Model, id: Identify): readonly string[] =>
  sorted(calls.flatMap(({ from, to }) => (to === null || to === from ? [] : [`${id('s', from)} --> ${id('s', to)}`])));

const eventLines = ({ events }: Model, id: Identify): readonly string[] =>
  sorted(events.flatMap(({ service, channel, direction }) => {
    if (channel === null) return [];
    const node = `${id('c', channel)}>${label(channel)}]`;
    return [direction === 'publish' ? `${id('s', service)} -.-> ${node}` : `${node} -.-> ${id('s', service)}`];
  }));

const storeLines = ({ stores }: Model, id: Identify): readonly string[] =>
  sorted(stores.map(({ service, engine, identity }) => {
    const node = id('d', identity === null ? `${service} ${engine}` : `${engine} ${identity}`);
    return `${id('s', service)} --- ${node}[(${label(identity === null ? engine : `${engine} ${identity}`)})]`;
  }));

/** A flowchart: whole lines are calls, dotted ones events, cylinders the stores. */
export const mermaidGraph = (model: Model): string => {
  const id = identifier();
  const nodes = model.services.map((service) => serviceNode(service, id));
  const lines = [...nodes, ...callLines(model, id), ...eventLines(model, id), ...storeLines(model, id)];
  return `flowchart LR\n${lines.map((line) => `  ${line}\n`).join('')}`;
};
