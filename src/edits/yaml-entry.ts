import { isDeepStrictEqual } from 'node:util';
import { isMap, isScalar, isSeq, parseDocument, stringify, type Document, type YAMLMap } from 'yaml';
import { anchorGone, splice } from './source.ts';

const parsed = (text: string, file: string): Document.Parsed => {
  const document = parseDocument(text);
  const [problem] = document.errors;
  if (problem !== undefined) throw anchorGone(`${file} is no valid YAML: ${problem.message}`, 'Repair it and run the command again.');
  return document;
};

const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
};

/** End of the last line that belongs to a map: its own comments stay behind it. */
const endOf = (map: YAMLMap, text: string): number => {
  const last = map.items.at(-1)?.value;
  const end = (isMap(last) || isSeq(last) || isScalar(last) ? last.range?.[1] : undefined) ?? map.range?.[1] ?? text.length;
  return lineEnd(text, text.slice(0, end).trimEnd().length);
};

const columnOf = (map: YAMLMap, text: string): string => {
  const start = map.range?.[0] ?? 0;
  return ' '.repeat(start - (text.lastIndexOf('\n', start - 1) + 1));
};

const indented = (block: string, indent: string): string => block.trimEnd().split('\n').map((line) => (line === '' ? line : indent + line)).join('\n');

/** Adds `key: value` to a map of a YAML file, as text: everything else keeps its bytes. A key that is there stays as it is. */
export const addYamlEntry = (file: string, path: readonly string[], entry: readonly [key: string, value: unknown]) => (before: string): string => {
  const [key, value] = entry;
  const map = parsed(before, file).getIn(path);
  if (!isMap(map) || map.flow === true) throw anchorGone(`${file} has no block \`${path.join('.')}\` any more`, `Restore it, or write ${key} there by hand.`);
  if (map.has(key)) return before;
  const end = endOf(map, before);
  return splice(before, end, `\n${indented(stringify({ [key]: value }, { lineWidth: 0 }), columnOf(map, before))}`);
};

type Item = string | Readonly<Record<string, unknown>>;

const sameAs = (item: Item) => (node: unknown): boolean =>
  (isScalar(node) ? node.value === item : isMap(node) && isDeepStrictEqual(node.toJSON(), item));

/** Adds an item to a list such as `service: [orders, gateway]`, or of maps, one a line. An item that is there stays as it is. */
export const addYamlItem = (file: string, path: readonly string[], item: Item) => (before: string): string => {
  const list = parsed(before, file).getIn(path);
  const last = isSeq(list) ? list.items.at(-1) : undefined;
  const shown = typeof item === 'string' ? item : JSON.stringify(item);
  if (!isSeq(list) || !(isScalar(last) || isMap(last)) || !last.range) throw anchorGone(`${file} has no list \`${path.join('.')}\` any more`, `Restore it, or write ${shown} there by hand.`);
  if (list.items.some(sameAs(item))) return before;
  const [start, end] = last.range;
  if (list.flow === true) return splice(before, end, `, ${shown}`);
  const dash = before.slice(before.lastIndexOf('\n', start) + 1, start);
  const lines = typeof item === 'string' ? item : indented(stringify(item, { lineWidth: 0 }), ' '.repeat(dash.length)).trimStart();
  return splice(before, lineEnd(before, before.slice(0, end).trimEnd().length), `\n${dash}${lines}`);
};
