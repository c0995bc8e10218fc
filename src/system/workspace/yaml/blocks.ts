import type { Yaml } from '../yaml.ts';
import { readFlow } from './flow.ts';
import { listPart, mapPart, textPart } from './parts.ts';
import { checkedPlain, plainText, quoted, unusual, UnusualYamlError, withoutComment } from './scalars.ts';

/** A line that is neither blank nor a comment. */
interface Line {
  readonly indent: number;
  /** Without indentation. */
  readonly body: string;
}

interface Reader {
  readonly lines: readonly string[];
  readonly lineOf: (line: number) => number;
  at: number;
  /** What is left of the line in hand, where a list item begins a map or a list on its own line. */
  left: Line | null;
  depth: number;
}

const deepest = 30;

const isMark = (line: string): boolean => /^(?:---|\.\.\.)(?:\s|$)/.test(line);

/** The line in hand; null at the end of the document. */
const peek = (reader: Reader): Line | null => {
  if (reader.left !== null) return reader.left;
  for (; reader.at < reader.lines.length; reader.at += 1) {
    const line = reader.lines[reader.at] ?? '';
    const indent = line.search(/[^ ]/);
    if (indent === -1 || line[indent] === '#') continue;
    return isMark(line) ? null : { indent, body: line.slice(indent) };
  }
  return null;
};

const next = (reader: Reader): void => {
  reader.left = null;
  reader.at += 1;
};

const lineOf = ({ lineOf: real, at }: Reader): number => real(at + 1);

const isItem = (body: string): boolean => body === '-' || body.startsWith('- ');

/** `key: value`; null for a line that is none. */
const keyOf = (body: string): { readonly name: string; readonly rest: string } | null => {
  if (/^["']/.test(body)) {
    const { value, rest } = quoted(body);
    const behind = /^\s*:(?:\s+(.*))?$/.exec(rest);
    return behind === null ? null : { name: value, rest: behind[1] ?? '' };
  }
  const bare = withoutComment(body);
  const end = bare.search(/:(?:\s|$)/);
  return end === -1 || /^[[{]/.test(body) ? null : { name: String(plainText(checkedPlain(bare.slice(0, end).trimEnd()))), rest: body.slice(end + 1).trim() };
};

const isEmpty = (rest: string): boolean => rest === '' || rest.startsWith('#');

/** Lines of `|`, without their indentation. */
const literal = (reader: Reader, header: string, around: number): string => {
  const first = reader.lines.slice(reader.at).find((line) => line.trim() !== '') ?? '';
  const indent = first.search(/\S/);
  if (indent <= around) return unusual();
  const texts: string[] = [];
  for (; reader.at < reader.lines.length; reader.at += 1) {
    const line = reader.lines[reader.at] ?? '';
    const here = line.search(/[^ ]/);
    if (here !== -1 && here < indent) break;
    texts.push(line.slice(indent));
  }
  const text = texts.join('\n').replace(/\n+$/, '');
  return header === '|-' ? text : `${text}\n`;
};

/** The lines of `>` make one line; paragraphs and indented lines would not. */
const folded = (reader: Reader, header: string, around: number): string => {
  const text = literal(reader, header.replace('>', '|'), around);
  const inner = text.trimEnd();
  return inner === '' || /(?:^|\n)[\n ]/.test(inner) ? unusual() : `${inner.replaceAll('\n', ' ')}${text.slice(inner.length)}`;
};

const flow = (reader: Reader, rest: string): Yaml => {
  const found = readFlow({
    rest,
    line: () => lineOf(reader),
    next: () => {
      reader.at += 1;
      return reader.lines[reader.at] ?? null;
    },
  });
  next(reader);
  return found;
};

const scalar = (rest: string, line: number): Yaml => {
  if (!/^["']/.test(rest)) return textPart(line, plainText(checkedPlain(withoutComment(rest))));
  const { value, rest: behind } = quoted(rest);
  return /^(?:\s+#.*|\s*)$/.test(behind) ? textPart(line, value) : unusual();
};

/** A text that goes on, or what belongs nowhere. */
const endedAt = (reader: Reader, around: number, found: Yaml): Yaml => ((peek(reader)?.indent ?? 0) > around ? unusual() : found);

const isFlow = (text: string): boolean => /^[[{]/.test(text);

/** What stands behind `key:` or `-`, on the same line or below. */
const valueOf = (reader: Reader, rest: string, around: number): Yaml => {
  const line = lineOf(reader);
  if (isFlow(rest)) return endedAt(reader, around, flow(reader, rest));
  next(reader);
  if (/^[|>]-?$/.test(rest)) return textPart(line, (rest.startsWith('|') ? literal : folded)(reader, rest, around));
  if (!isEmpty(rest)) return endedAt(reader, around, scalar(rest, line));
  const below = peek(reader);
  if (below === null || below.indent <= around) return textPart(line, null);
  return isFlow(below.body) ? endedAt(reader, around, flow(reader, below.body)) : block(reader);
};

const map = (reader: Reader, indent: number): Yaml => {
  const start = lineOf(reader);
  const entries: (readonly [string, Yaml])[] = [];
  for (let line = peek(reader); line !== null && line.indent >= indent; line = peek(reader)) {
    const key = line.indent > indent || isItem(line.body) ? null : keyOf(line.body);
    if (key === null || key.name === '<<') return unusual();
    const at = lineOf(reader);
    const value = valueOf(reader, key.rest, indent);
    const below = isEmpty(key.rest) ? peek(reader) : null;
    // A list may stand as far left as its key.
    const isList = below !== null && value.text === null && value.entries.length + value.items.length === 0 && below.indent === indent && isItem(below.body);
    entries.push([key.name, at === value.line && !isList ? value : { ...(isList ? list(reader, indent) : value), line: at }]);
  }
  return mapPart(start, entries);
};

const list = (reader: Reader, indent: number): Yaml => {
  const start = lineOf(reader);
  const items: Yaml[] = [];
  for (let line = peek(reader); line !== null && line.indent >= indent; line = peek(reader)) {
    if (line.indent > indent) return unusual();
    if (!isItem(line.body)) break;
    const rest = line.body.slice(1).trimStart();
    const inner: Line = { indent: indent + line.body.length - rest.length, body: rest };
    const isBlock = !isEmpty(rest) && (isItem(rest) || keyOf(rest) !== null);
    if (isBlock) reader.left = inner;
    items.push(isBlock ? block(reader) : valueOf(reader, rest, indent));
  }
  return listPart(start, items);
};

/** The map or list that begins with the line in hand. */
const block = (reader: Reader): Yaml => {
  const line = peek(reader);
  reader.depth += 1;
  if (line === null || reader.depth > deepest) return unusual();
  const found = isItem(line.body) ? list(reader, line.indent) : map(reader, line.indent);
  reader.depth -= 1;
  return found;
};

const document = (reader: Reader): Yaml => {
  const found = block(reader);
  return peek(reader) === null ? found : unusual();
};

const documents = (reader: Reader): readonly Yaml[] => {
  const found: Yaml[] = [];
  for (let isMarked = false; ; isMarked = true) {
    if (peek(reader) !== null) found.push(document(reader));
    else if (isMarked) return unusual();
    if (reader.at >= reader.lines.length) return found;
    if (!/^--- *$/.test(reader.lines[reader.at] ?? '')) return unusual();
    reader.at += 1;
  }
};

/** Tabs, directives, more than anybody writes. */
const isUnusual = (text: string): boolean => /[\t\uFEFF]|\r(?!\n)|^%/m.test(text) || text.length > 400_000;

/** Documents of YAML as most of it is written: blocks, texts of one line, `|`. Null for any other notation. */
export const readBlocks = (text: string, lineOf: (line: number) => number): readonly Yaml[] | null => {
  if (isUnusual(text)) return null;
  try {
    return documents({ lines: text.split(/\r?\n/), lineOf, at: 0, left: null, depth: 0 });
  } catch (error) {
    if (error instanceof UnusualYamlError) return null;
    throw error;
  }
};
