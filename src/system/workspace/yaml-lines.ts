import { LineCounter, isMap, isScalar, isSeq, parseAllDocuments, type Node, type YAMLMap } from 'yaml';

/** A part of a YAML file that knows its line. */
export interface Yaml {
  readonly line: number;
  readonly text: string | null;
  readonly get: (key: string) => Yaml | undefined;
  readonly entries: readonly (readonly [string, Yaml])[];
  readonly items: readonly Yaml[];
}

const nodes = (map: YAMLMap): readonly (readonly [Node, Node | null])[] => (map as YAMLMap<Node, Node | null>).items.map(({ key, value }) => [key, value] as const);

const wrap = (node: Node | null, given: { readonly key: Node | null; readonly lines: LineCounter }): Yaml => {
  const { key, lines } = given;
  const start = (key ?? node)?.range?.[0] ?? 0;
  const entries = isMap(node) ? nodes(node).map(([name, value]) => [String(isScalar(name) ? name.value : ''), wrap(value, { key: name, lines })] as const) : [];
  const byName = new Map(entries);
  return {
    line: lines.linePos(start).line,
    text: isScalar(node) && ['string', 'number', 'boolean'].includes(typeof node.value) ? String(node.value) : null,
    get: (name) => byName.get(name),
    entries,
    items: isSeq(node) ? (node.items as (Node | null)[]).map((item) => wrap(item, { key: null, lines })) : [],
  };
};

/** Documents of a YAML text; what cannot be read as YAML has none. */
export const readYaml = (text: string): readonly Yaml[] => {
  const lines = new LineCounter();
  try {
    return parseAllDocuments(text, { lineCounter: lines, merge: true, uniqueKeys: false, logLevel: 'silent' })
      .flatMap((document) => ('contents' in document && document.contents !== null ? [wrap(document.contents, { key: null, lines })] : []));
  } catch {
    return [];
  }
};
