import { parseTree, type Node } from 'jsonc-parser';
import type { FileFacts } from './file-facts.ts';
import { newFunction } from './builder.ts';
import { unknown, type Value } from './value.ts';

const largest = 200_000;

const valueOf = (node: Node, lineAt: (offset: number) => number): Value => {
  const line = lineAt(node.offset);
  const children = node.children ?? [];
  if (node.type === 'array') return { kind: 'array', line, items: children.map((child) => valueOf(child, lineAt)) };
  if (node.type !== 'object') return { kind: 'literal', line, value: node.value as string | number | boolean | null };
  const entries = children.flatMap(({ children: pair = [] }) => {
    const [key, value] = pair;
    return key === undefined || value === undefined ? [] : [[String(key.value), valueOf(value, lineAt)] as const];
  });
  return { kind: 'object', line, entries, spreads: [] };
};

/** A JSON file that code imports: one value, and its parts by name. */
export const readJsonFacts = (path: string, text: string): FileFacts => {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const root = text.length > largest ? undefined : parseTree(text);
  const value = root === undefined ? unknown(1, 'the file is no JSON, or too large') : valueOf(root, (offset) => starts.findLastIndex((start) => start <= offset) + 1);
  const parts = value.kind === 'object' ? value.entries : [];
  return { path, lines: 0, imports: [], bindings: new Map(), exports: new Map<string, Value>([...parts, ['default', value], ['=', value]]), types: new Set(), shapes: new Map(), reexports: [], calls: [], functions: [newFunction(1)], classes: [], texts: [], variables: [], retryLoops: [], writes: [] };
};
