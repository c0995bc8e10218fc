import { stringify } from 'yaml';

/** A value of a template: plain data, or `undefined` for what only a cluster or another values file would tell. */
export type Value = unknown;

export const isEmpty = (value: Value): boolean =>
  value == null || value === false || value === 0 || value === '' || (Array.isArray(value) && value.length === 0) || (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0);

export const textOf = (value: Value): string => (typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value));

const asYaml = (value: Value): string => stringify(value, { lineWidth: 0 }).trimEnd();

const indented = (text: string, width: Value): string => text.split('\n').map((line) => (line === '' ? line : `${' '.repeat(Math.min(40, Number(width) || 0))}${line}`)).join('\n');

export const member = (value: Value, key: Value): Value => (typeof value === 'object' && value !== null && Object.hasOwn(value, textOf(key)) ? (value as Readonly<Record<string, Value>>)[textOf(key)] : undefined);

const printf = (format: string, values: readonly Value[]): Value => {
  if (values.some((value) => value === undefined)) return undefined;
  let next = 0;
  return format.replaceAll(/%[sdvq%]/g, (hole) => (hole === '%%' ? '%' : textOf(values[next++])));
};

/** A text function of one text (the last argument, as pipelines have it); unknown stays unknown. */
const ofText = (change: (text: string, given: readonly Value[]) => Value) => (args: readonly Value[]): Value => {
  const last = args.at(-1);
  return last == null ? undefined : change(textOf(last), args.slice(0, -1));
};

const compare = (test: (a: Value, b: Value) => boolean) => ([a, b]: readonly Value[]): Value => (a === undefined || b === undefined ? undefined : test(a, b));

/** Functions of Go templates and Sprig that say something about names, ports and addresses. */
export const functions: Readonly<Record<string, (args: readonly Value[]) => Value>> = {
  default: ([fallback, value]) => (isEmpty(value) ? fallback : value),
  coalesce: (args) => args.find((value) => !isEmpty(value)),
  required: ([, value]) => value,
  ternary: ([yes, no, test]) => (isEmpty(test) ? no : yes),
  quote: ofText((text) => JSON.stringify(text)),
  squote: ofText((text) => `'${text}'`),
  toString: ofText((text) => text),
  int: ofText(Number), int64: ofText(Number), float64: ofText(Number), toInt: ofText(Number),
  lower: ofText((text) => text.toLowerCase()),
  upper: ofText((text) => text.toUpperCase()),
  trim: ofText((text) => text.trim()),
  trunc: ofText((text, [length]) => text.slice(0, Number(length))),
  trimSuffix: ofText((text, [end]) => (text.endsWith(String(end)) ? text.slice(0, -String(end).length) : text)),
  trimPrefix: ofText((text, [start]) => (text.startsWith(String(start)) ? text.slice(String(start).length) : text)),
  replace: ofText((text, [from, to]) => text.replaceAll(String(from), String(to))),
  contains: ofText((text, [part]) => text.includes(String(part))),
  hasPrefix: ofText((text, [part]) => text.startsWith(String(part))),
  hasSuffix: ofText((text, [part]) => text.endsWith(String(part))),
  nindent: ofText((text, [width]) => `\n${indented(text, width)}`),
  indent: ofText((text, [width]) => indented(text, width)),
  toYaml: ([value]) => (value == null ? undefined : asYaml(value)),
  toJson: ([value]) => (value == null ? undefined : JSON.stringify(value)),
  printf: ([format, ...values]) => (typeof format === 'string' ? printf(format, values) : undefined),
  print: (args) => (args.some((value) => value === undefined) ? undefined : args.map(textOf).join('')),
  cat: (args) => (args.some((value) => value === undefined) ? undefined : args.map(textOf).join(' ')),
  not: ([value]) => isEmpty(value),
  and: (args) => args.find(isEmpty) ?? (args.some(isEmpty) ? undefined : args.at(-1)),
  or: (args) => args.find((value) => !isEmpty(value)),
  eq: compare((a, b) => a === b || textOf(a) === textOf(b)),
  ne: compare((a, b) => textOf(a) !== textOf(b)),
  empty: ([value]) => isEmpty(value),
  hasKey: ([value, key]) => member(value, key) !== undefined,
  get: ([value, key]) => member(value, key),
  index: ([value, ...keys]) => keys.reduce<Value>(member, value),
  dict: (args) => Object.fromEntries(args.flatMap((key, index) => (index % 2 === 0 ? [[textOf(key), args[index + 1]]] : []))),
  list: (args) => args,
  merge: (args) => Object.assign({}, ...args.toReversed()) as Value,
};
