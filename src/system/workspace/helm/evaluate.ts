import { functions, member, type Value } from './functions.ts';

/** What names mean at a place of a template. */
export interface Scope {
  readonly dot: Value;
  readonly root: Value;
  readonly variables: Map<string, Value>;
  /** Renders a named template with another dot; undefined when there is none. */
  readonly include: (name: string, dot: Value) => string | undefined;
  readonly render: (source: string, dot: Value) => string;
}

const tokens = (expression: string): readonly string[] => expression.match(/"(?:[^"\\]|\\.)*"|`[^`]*`|[()|]|:=|[^\s()|]+/g) ?? [];

const follow = (start: Value, path: string): Value =>
  path.split('.').filter((part) => part !== '').reduce<Value>(member, start);

const unescape = (token: string): Value => {
  try { return JSON.parse(token) as Value; } catch { return undefined; }
};

/** A literal, `.Values.x`, `$name.x`; undefined for what is none of these. */
const operand = (token: string, { dot, root, variables }: Scope): Value => {
  if (token.startsWith('`')) return token.slice(1, -1);
  if (token.startsWith('"') || /^-?\d+(?:\.\d+)?$/.test(token) || token === 'true' || token === 'false') return unescape(token);
  if (token.startsWith('.')) return follow(dot, token);
  const [, name = '', path = ''] = /^\$(\w*)(.*)$/.exec(token) ?? [];
  return token.startsWith('$') ? follow(name === '' ? root : variables.get(name), path) : undefined;
};

interface Cursor {
  readonly tokens: readonly string[];
  next: number;
}

const apply = (name: string, args: readonly Value[], scope: Scope): Value => {
  if (name === 'include' || name === 'template') return scope.include(String(args[0]), args[1]);
  if (name === 'tpl') return typeof args[0] === 'string' ? scope.render(args[0], args[1]) : undefined;
  return Object.hasOwn(functions, name) ? functions[name]?.(args) : undefined;
};

const value = (cursor: Cursor, scope: Scope): Value => {
  const token = cursor.tokens[cursor.next] ?? '';
  cursor.next += 1;
  if (token !== '(') return operand(token, scope);
  const inner = pipeline(cursor, scope);
  cursor.next += 1;
  const path = cursor.tokens[cursor.next];
  if (path === undefined || !/^\.\w/.test(path)) return inner;
  cursor.next += 1;
  return follow(inner, path);
};

const isFunction = (token: string | undefined): token is string => token !== undefined && /^[a-z]\w*$/i.test(token) && token !== 'true' && token !== 'false';

/** One command of a pipeline; what was piped comes last. */
const command = (cursor: Cursor, scope: Scope, piped: readonly Value[]): Value => {
  const first = cursor.tokens[cursor.next];
  const name = isFunction(first) ? first : null;
  if (name !== null) cursor.next += 1;
  const args: Value[] = [];
  while (cursor.next < cursor.tokens.length && !['|', ')'].includes(cursor.tokens[cursor.next] ?? '')) args.push(value(cursor, scope));
  return name === null ? args[0] : apply(name, [...args, ...piped], scope);
};

const pipeline = (cursor: Cursor, scope: Scope): Value => {
  let result = command(cursor, scope, []);
  while (cursor.tokens[cursor.next] === '|') {
    cursor.next += 1;
    result = command(cursor, scope, [result]);
  }
  return result;
};

/** The value of an expression; undefined when it cannot be known here. */
export const evaluate = (expression: string, scope: Scope): Value => pipeline({ tokens: tokens(expression), next: 0 }, scope);
