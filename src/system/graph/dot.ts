import { printable } from '../../shared/printable.ts';
import type { Model, Role } from '../model.ts';
import { flowOf, type Line } from './flow.ts';

const shapes: Readonly<Record<Role, string>> = {
  business: 'shape=box, style=rounded',
  gateway: 'shape=hexagon',
  worker: 'shape=component',
  ui: 'shape=ellipse',
  infra: 'shape=parallelogram',
};

const lineStyles: Readonly<Record<Line['kind'], readonly string[]>> = { sync: [], async: ['style=dashed'], store: ['dir=none', 'color=gray50'] };

/** A quoted string of DOT, in which a backslash begins an escape such as `\N`. */
const label = (text: string): string => `label="${printable(text).replaceAll(/["\\]/g, String.raw`\$&`)}"`;

const edge = ({ from, to, kind, cyclic }: Line): string => {
  const attributes = [...lineStyles[kind], ...(cyclic ? ['color="#c62828"', 'penwidth=2'] : [])];
  return `${from} -> ${to}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`};`;
};

/** For Graphviz: whole lines are calls, red ones those on a cycle, dashed ones events, cylinders the stores. */
export const dotGraph = (model: Model): string => {
  const { services, channels, databases, lines } = flowOf(model);
  const statements = [
    'rankdir=LR;',
    'node [fontname="sans-serif"];',
    ...services.map(({ id, label: name, of }) => `${id} [${label(name)}, ${shapes[of.role]}];`),
    ...channels.map(({ id, label: name }) => `${id} [${label(name)}, shape=cds];`),
    ...databases.map(({ id, label: name }) => `${id} [${label(name)}, shape=cylinder];`),
    ...lines.map(edge),
  ];
  return `digraph system {\n${statements.map((line) => `  ${line}\n`).join('')}}\n`;
};
