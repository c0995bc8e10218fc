import type { Yaml } from '../yaml.ts';
import { listPart, mapPart, textPart } from './parts.ts';
import { checkedPlain, plainText, quoted, unusual } from './scalars.ts';

/** Lines of a text, from the one in hand on. */
export interface FlowLines {
  /** What is left of the line in hand. */
  rest: string;
  /** Goes on to the next line; null where there is none. */
  readonly next: () => string | null;
  readonly line: () => number;
}

interface Flow {
  readonly lines: FlowLines;
  depth: number;
}

const deepest = 20;

const skipBlanks = ({ lines }: Flow): void => {
  for (lines.rest = lines.rest.trimStart(); lines.rest === ''; lines.rest = (lines.next() ?? unusual()).trimStart());
};

const take = (flow: Flow, mark: string): boolean => {
  skipBlanks(flow);
  const { lines } = flow;
  if (!lines.rest.startsWith(mark)) return false;
  lines.rest = lines.rest.slice(mark.length);
  return true;
};

const scalar = ({ lines }: Flow): string | null => {
  if (/^["']/.test(lines.rest)) {
    const { value, rest } = quoted(lines.rest);
    lines.rest = rest;
    return value;
  }
  const [plain = ''] = /^(?:[^,[\]{}#"':]|:(?=[^\s,[\]{}]))+/.exec(lines.rest) ?? [];
  lines.rest = lines.rest.slice(plain.length);
  // A text may go on in the next line.
  return plain.trim() === '' || lines.rest === '' ? unusual() : plainText(checkedPlain(plain.trimEnd()));
};

/** What stands between two marks, with commas between. */
const parts = <Part>(flow: Flow, end: string, read: () => Part): readonly Part[] => {
  const found: Part[] = [];
  while (!take(flow, end)) {
    if (found.length > 0 && !take(flow, ',')) return unusual();
    // After the last comma.
    if (take(flow, end)) break;
    found.push(read());
  }
  return found;
};

const entry = (flow: Flow): readonly [string, Yaml] => {
  const name = String(scalar(flow));
  return name === '<<' || !take(flow, ': ') ? unusual() : [name, value(flow)];
};

const value = (flow: Flow): Yaml => {
  flow.depth += 1;
  if (flow.depth > deepest) return unusual();
  skipBlanks(flow);
  const line = flow.lines.line();
  const found = take(flow, '[') ? listPart(line, parts(flow, ']', () => value(flow))) : take(flow, '{') ? mapPart(line, parts(flow, '}', () => entry(flow))) : textPart(line, scalar(flow));
  flow.depth -= 1;
  return found;
};

/** `[a, "b"]` and `{ a: 1 }`; nothing may stand behind it on its last line. */
export const readFlow = (lines: FlowLines): Yaml => {
  const found = value({ lines, depth: 0 });
  return /^\s*(?:\s#.*)?$/.test(lines.rest) ? found : unusual();
};
