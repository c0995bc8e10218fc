/**
 * How deep a parser has to go for a text, by its tokens alone. The parser is native and recursive: beyond some thousand levels it does not
 * fail, it takes the whole process with it. So a text is measured before; real code is far below the limit, whatever its style.
 */

/** What counts like one level. An opening bracket counts twice; what only makes a list longer hardly counts. */
const weights = { bracket: 2, recursive: 1, repeated: 1 / 8 } as const;

/** Half of what the worst construct was seen to take on a stack of 4 MB, the smallest that a thread has by default. */
const limit = 1500;

const recursive = new Set(['if', 'else', 'for', 'while', 'do', 'with', 'new', 'typeof', 'void', 'delete', 'await', 'async', 'yield', 'keyof', 'extends', 'infer', 'readonly', 'unique', 'import']);
/** The brackets behind them hold a condition, and a statement follows. */
const headed = new Set(['if', 'for', 'while', 'with', 'switch', 'catch']);
/** Words that go on with what stands before them, even on the line before. */
const continuing = new Set(['else', 'in', 'of', 'instanceof', 'as', 'satisfies', 'extends', 'is', 'while', 'catch', 'finally']);
/** Words that want a value behind them; with them a `/` begins a regular expression. */
const wanting = new Set(['return', 'case', 'throw', 'default', 'export', 'in', 'of', 'instanceof', ...recursive]);

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}', '`': '`' };

/** Blanks and comments, words, numbers, texts, operators. A text without an end goes to the end of its line. */
const code = /[^\S\n]+|\n\s*|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|[\p{ID_Start}$_#@][\p{ID_Continue}$]*|\d[\w.]*|"[^"\\\n]*(?:\\[^][^"\\\n]*)*"?|'[^'\\\n]*(?:\\[^][^'\\\n]*)*'?|=>|<\/|\/>|\?[.?]|&&|\|\||[=!<>]==?|[^]/uy;
const template = /[^`\\$]+|\\[^]?|\$\{|[^]/y;
const regularExpression = /[^/\\[\n]*(?:(?:\\.|\[[^\]\\\n]*(?:\\.[^\]\\\n]*)*\]?)[^/\\[\n]*)*\/?/y;

interface Level {
  readonly opener: string;
  readonly isHeader: boolean;
  /** What was met in its statement so far. */
  pending: number;
}

interface Walk {
  readonly levels: Level[];
  total: number;
  /** The last token ended a value or a statement. */
  isDone: boolean;
  /** A line ended since. */
  isNewLine: boolean;
  last: string;
}

const add = (walk: Walk, weight: number): void => {
  const level = walk.levels.at(-1);
  if (level === undefined) return;
  const before = level.pending;
  level.pending = Math.max(0, before + weight);
  walk.total += level.pending - before;
};

const reset = (walk: Walk): void => { add(walk, -(walk.levels.at(-1)?.pending ?? 0)); };

const open = (walk: Walk, opener: string): void => {
  walk.levels.push({ opener, isHeader: opener === '(' && headed.has(walk.last), pending: 0 });
  walk.total += weights.bracket;
  walk.isDone = false;
};

const close = (walk: Walk, closer: string): void => {
  const at = walk.levels.findLastIndex(({ opener }) => closers[opener] === closer);
  if (at === -1) return;
  const closed = walk.levels.splice(at);
  walk.total -= closed.reduce((sum, { pending }) => sum + pending + weights.bracket, 0);
  add(walk, weights.repeated);
  walk.isDone = closed[0]?.isHeader !== true;
};

const readWord = (walk: Walk, word: string): void => {
  if (walk.isDone && (walk.isNewLine || walk.last === '}') && !continuing.has(word)) reset(walk);
  if (recursive.has(word)) add(walk, weights.recursive);
  walk.isDone = !wanting.has(word);
};

const readOperator = (walk: Walk, operator: string): void => {
  const weight = ((): number => {
    if (operator === '<') return weights.bracket;
    if (operator === '</' || operator === '/>') return -weights.bracket;
    if (['=>', '=', '?', ':', '!', '~'].includes(operator)) return weights.recursive;
    return ['+', '-', '*'].includes(operator) && !walk.isDone ? weights.recursive : weights.repeated;
  })();
  add(walk, weight);
  walk.isDone = false;
};

const readCode = (walk: Walk, token: string): void => {
  if (token === '(' || token === '[' || token === '{' || token === '`') open(walk, token);
  else if (token === ')' || token === ']' || token === '}') close(walk, token);
  else if (token === ';' || token === ',') {
    reset(walk);
    walk.isDone = false;
  } else if (/^["'\d]/.test(token)) {
    if (walk.isDone && walk.isNewLine) reset(walk);
    // Nothing can be assigned to a text: there the row ends.
    if (walk.last === '=') add(walk, -weights.recursive);
    walk.isDone = true;
  } else if (/^[\p{ID_Start}$_#@]/u.test(token)) readWord(walk, token);
  else readOperator(walk, token);
};

const readTemplate = (walk: Walk, token: string): void => {
  if (token === '${') open(walk, token);
  else if (token === '`') close(walk, token);
};

const isBlank = (token: string): boolean => /^(?:\s|\/\/|\/\*)/.test(token);

const depthIn = (text: string): number => {
  let [depth, deepest] = [0, 0];
  for (const bracket of text.match(/[()[\]{}]/g) ?? []) {
    depth += '([{'.includes(bracket) ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
};

/** The token at an offset. */
const match = (pattern: RegExp, text: string, offset: number): string => {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
};

const step = (walk: Walk, text: string, offset: number): number => {
  if (walk.levels.at(-1)?.opener === '`') {
    const part = match(template, text, offset);
    readTemplate(walk, part);
    return part.length;
  }
  const token = match(code, text, offset);
  if (isBlank(token)) {
    if (token.includes('\n')) walk.isNewLine = true;
    return token.length;
  }
  // Brackets in a regular expression are counted, for what looks like one may be a division.
  const rest = token === '/' && !walk.isDone ? match(regularExpression, text, offset + 1) : null;
  if (rest === null) readCode(walk, token);
  else add(walk, weights.bracket * depthIn(rest));
  if (rest !== null) walk.isDone = true;
  walk.isNewLine = false;
  walk.last = token;
  return token.length + (rest?.length ?? 0);
};

/** What begins nothing: `"`, `'`, `)`, `,`, `.`, `/`, `;`, `>`, `]`, `}`. */
const endings = new Set(Array.from('"\'),./;>]}', (char) => char.charCodeAt(0)));

/** Whether the tokens of a text can nest deeply at all: most texts are cleared by how few there are. */
const mayBeDeep = (text: string): boolean => {
  if (text.length < limit / weights.bracket) return false;
  let weight = 0;
  let words = 0;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charCodeAt(index);
    // Letters, digits and all that is not ASCII make words; a blank between them begins the next.
    if (char > 0x7f || (char >= 0x61 && char <= 0x7a) || (char >= 0x30 && char <= 0x39) || (char >= 0x41 && char <= 0x5a) || char === 0x5f) continue;
    if (char <= 0x20) words += 1;
    else words = 0;
    if (char > 0x20) weight += endings.has(char) ? weights.repeated : weights.bracket;
    if (weight > limit || words > limit / 2) return true;
  }
  return false;
};

/** True for a text that a recursive parser must not be given. */
export const isTooDeep = (text: string): boolean => {
  if (!mayBeDeep(text)) return false;
  const walk: Walk = { levels: [{ opener: '', isHeader: false, pending: 0 }], total: 0, isDone: false, isNewLine: true, last: '' };
  for (let offset = 0; offset < text.length;) {
    offset += step(walk, text, offset);
    if (walk.total > limit) return true;
  }
  return false;
};
