import { isAlias, isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node, type YAMLMap } from 'yaml';
import type { Yaml } from '../yaml.ts';

interface Context {
  readonly lineAt: (offset: number) => number;
  readonly document: Document;
  /** Nodes around this one: an alias to one of them would have no end. */
  readonly around: readonly Node[];
  /** Entries that may still be made: a few aliases can stand for more than there are atoms. Shared by all parts of a text. */
  readonly budget: { entries: number };
}

type Entry = readonly [string, Yaml];

const deepest = 64;
const mostEntries = 200_000;

const resolved = (node: Node | null, { document }: Context): Node | null => (isAlias(node) ? (node.resolve(document) ?? null) : node);

/** Items of a map, those of `<<` last: what the map says itself counts before what it takes over. */
const entriesOf = (node: Node | null, context: Context): readonly Entry[] => {
  if (!isMap(node)) return [];
  const own: Entry[] = [];
  const merged: Entry[] = [];
  for (const { key, value } of (node as YAMLMap<Node, Node | null>).items) {
    context.budget.entries -= 1;
    if (context.budget.entries < 0) break;
    const name = String(isScalar(key) ? key.value : '');
    const inner = { ...context, around: [...context.around, node] };
    if (name !== '<<') {
      own.push([name, wrap(value, { ...inner, key })]);
      continue;
    }
    const taken = wrap(value, { ...inner, key });
    for (const { entries } of [taken, ...taken.items]) {
      context.budget.entries -= entries.length;
      if (context.budget.entries < 0) break;
      for (const entry of entries) merged.push(entry);
    }
  }
  const names = new Set(own.map(([name]) => name));
  return [...own, ...merged.filter(([name]) => !names.has(name))];
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
};

const wrap = (written: Node | null, context: Context & { readonly key: Node | null }): Yaml => {
  const found = resolved(written, context);
  const node = found !== null && (context.around.includes(found) || context.around.length > deepest) ? null : found;
  const start = (context.key ?? written)?.range?.[0] ?? 0;
  const entries = once(() => entriesOf(node, context));
  const byName = once(() => new Map(entries()));
  const items = once(() => (isSeq(node) ? (node.items as (Node | null)[]).map((item) => wrap(item, { ...context, around: [...context.around, node], key: null })) : []));
  return {
    line: context.lineAt(start),
    text: isScalar(node) && ['string', 'number', 'boolean'].includes(typeof node.value) ? String(node.value) : null,
    get: (name) => byName().get(name),
    get entries() { return entries(); },
    get items() { return items(); },
  };
};

/** Documents of a YAML text in any notation; what cannot be read as YAML has none. */
export const readDocuments = (text: string, lineOf: (line: number) => number): readonly Yaml[] => {
  const lines = new LineCounter();
  const budget = { entries: mostEntries };
  try {
    const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
    const lineAt = (offset: number): number => lineOf(lines.linePos(offset).line);
    return (Array.isArray(documents) ? documents : []).flatMap((document) => (document.contents === null ? [] : [wrap(document.contents, { lineAt, document, around: [], budget, key: null })]));
  } catch {
    return [];
  }
};
