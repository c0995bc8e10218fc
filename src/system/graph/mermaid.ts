import { printable } from '../../shared/printable.ts';
import type { Model, Role, Service } from '../model.ts';
import { flowOf, type Line, type Named } from './flow.ts';

const shapes: Readonly<Record<Role, readonly [open: string, close: string]>> = {
  business: ['[', ']'],
  gateway: ['{{', '}}'],
  worker: ['[[', ']]'],
  ui: ['([', '])'],
  infra: ['[/', '/]'],
};

const arrows = { sync: '-->', async: '-.->', store: '---' } as const;

/** What mermaid or the HTML that it makes would read as more than text. */
const special: Readonly<Record<string, string>> = { '"': '#quot;', '#': '#35;', '&': '#amp;', '<': '#lt;', '>': '#gt;', '`': '#96;', '\\': '#92;', '%': '#37;' };

/** Mermaid reads some names as keywords and some characters as syntax, so nodes have numbers and quoted labels. */
const label = (text: string): string => `"${printable(text).replaceAll(/["#%&<>`\\]/g, (character) => special[character] ?? '') || ' '}"`;

const serviceNode = ({ id, label: name, of }: Named<Service>): string => {
  const [open, close] = shapes[of.role];
  return `${id}${open}${label(name)}${close}`;
};

/** Lines are styled by their number. */
const cycleStyle = (lines: readonly Line[]): readonly string[] => {
  const numbers = lines.flatMap(({ cyclic }, index) => (cyclic ? [index] : []));
  return numbers.length === 0 ? [] : [`linkStyle ${numbers.join(',')} stroke:#c62828,stroke-width:3px`];
};

/** A flowchart: whole lines are calls, red ones those on a cycle, dotted ones events, cylinders the stores. */
export const mermaidGraph = (model: Model): string => {
  const { services, channels, databases, lines } = flowOf(model);
  const statements = [
    ...services.map(serviceNode),
    ...channels.map(({ id, label: name }) => `${id}>${label(name)}]`),
    ...databases.map(({ id, label: name }) => `${id}[(${label(name)})]`),
    ...lines.map(({ from, to, kind }) => `${from} ${arrows[kind]} ${to}`),
    ...cycleStyle(lines),
  ];
  return `flowchart LR\n${statements.map((line) => `  ${line}\n`).join('')}`;
};
