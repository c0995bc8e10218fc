/** A Go template as a tree: as much of the language as Helm charts use. Expressions stay text until they are evaluated. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'action'; readonly expression: string; readonly line: number }
  | { readonly kind: 'block'; readonly word: 'if' | 'with' | 'range'; readonly expression: string; readonly body: readonly TemplateNode[]; readonly otherwise: readonly TemplateNode[] }
  | { readonly kind: 'define'; readonly name: string; readonly body: readonly TemplateNode[] };

interface Piece {
  readonly action: boolean;
  readonly text: string;
  readonly line: number;
}

const lineCount = (text: string): number => text.split('\n').length - 1;

/** Text and actions in turn, with `{{-` and `-}}` carried out. */
const pieces = (source: string): readonly Piece[] => {
  const found: Piece[] = [];
  let line = 1;
  let trimNext = false;
  let from = 0;
  const addText = (raw: string, trimEnd: boolean): void => {
    const start = trimNext ? raw.length - raw.trimStart().length : 0;
    const text = trimEnd ? raw.slice(start).trimEnd() : raw.slice(start);
    if (text !== '') found.push({ action: false, text, line: line + lineCount(raw.slice(0, start)) });
    line += lineCount(raw);
  };
  for (const match of source.matchAll(/\{\{(-?)(?:\s*\/\*[\s\S]*?\*\/\s*|((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|(?!\}\}|\{\{)[\s\S])*?))(-?)\}\}/g)) {
    const [whole, before, expression, after] = match;
    addText(source.slice(from, match.index), before === '-');
    const text = (expression ?? '').trim();
    if (text !== '') found.push({ action: true, text, line });
    line += lineCount(whole);
    trimNext = after === '-';
    from = match.index + whole.length;
  }
  addText(source.slice(from), false);
  return found;
};

interface Reading {
  readonly pieces: readonly Piece[];
  next: number;
}

const closing = /^(?:end|else)\b/;

const block = (reading: Reading, word: 'if' | 'with' | 'range', expression: string): TemplateNode => {
  const body = nodes(reading);
  const end = reading.pieces[reading.next]?.text ?? 'end';
  reading.next += 1;
  const chained = /^else\s+(if|with)\s+([\s\S]*)$/.exec(end);
  if (chained !== null) return { kind: 'block', word, expression, body, otherwise: [block(reading, chained[1] === 'with' ? 'with' : 'if', chained[2] ?? '')] };
  const otherwise = end.startsWith('else') ? nodes(reading) : [];
  if (end.startsWith('else')) reading.next += 1;
  return { kind: 'block', word, expression, body, otherwise };
};

const nodes = (reading: Reading): readonly TemplateNode[] => {
  const found: TemplateNode[] = [];
  for (let piece = reading.pieces[reading.next]; piece !== undefined; piece = reading.pieces[reading.next]) {
    if (piece.action && closing.test(piece.text)) break;
    reading.next += 1;
    const [, word = '', rest = ''] = /^(if|with|range|define|block)\s+([\s\S]*)$/.exec(piece.text) ?? [];
    if (!piece.action) found.push({ kind: 'text', text: piece.text, line: piece.line });
    else if (word === 'define' || word === 'block') {
      found.push({ kind: 'define', name: /"([^"]*)"/.exec(rest)?.[1] ?? '', body: nodes(reading) });
      reading.next += 1;
    } else if (word === 'if' || word === 'with' || word === 'range') found.push(block(reading, word, rest));
    else found.push({ kind: 'action', expression: piece.text, line: piece.line });
  }
  return found;
};

/** Never fails: what has no end ends with the text. */
export const parseTemplate = (source: string): readonly TemplateNode[] => {
  const reading: Reading = { pieces: pieces(source), next: 0 };
  const found: TemplateNode[] = [];
  while (reading.next < reading.pieces.length) {
    found.push(...nodes(reading));
    reading.next += 1;
  }
  return found;
};
