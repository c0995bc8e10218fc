/**
 * What an expression of a file says, as far as that file alone can tell. Names stay names: whoever knows the other files
 * and the environment (`model/`) finds out what they stand for.
 */
export type Value = { readonly line: number } & (
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** Text put together: a template, or `+`. */
  | { readonly kind: 'concat'; readonly parts: readonly Value[] }
  | { readonly kind: 'reference'; readonly name: string }
  | { readonly kind: 'this' }
  | { readonly kind: 'member'; readonly of: Value; readonly name: string }
  /** A member whose name is computed. */
  | { readonly kind: 'element'; readonly of: Value; readonly key: Value }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Value])[]; readonly spreads: readonly Value[] }
  | { readonly kind: 'array'; readonly items: readonly Value[] }
  /** Index into `FileFacts.calls`. */
  | { readonly kind: 'call'; readonly call: number }
  /** Index into `FileFacts.functions`. */
  | { readonly kind: 'function'; readonly id: number }
  /** Index into `FileFacts.classes`. */
  | { readonly kind: 'class'; readonly id: number }
  /** One of those that a list holds: the variable of `for (const x of list)`. */
  | { readonly kind: 'item'; readonly of: Value }
  /** `...list` among arguments. */
  | { readonly kind: 'spread'; readonly of: Value }
  /** `a || b`, `a ?? b`, `c ? a : b`: the first that says something. */
  | { readonly kind: 'either'; readonly options: readonly Value[] }
  /** A value that stands further in than the variable that it is given to. */
  | { readonly kind: 'within'; readonly of: Value; readonly inside: number }
  /** A type that a value tells: `typeof x`, or, when it is called, `ReturnType<typeof f>`. */
  | { readonly kind: 'typed'; readonly of: Value; readonly called: boolean }
  | { readonly kind: 'unknown'; readonly reason: string }
);

export const unknown = (line: number, reason: string): Value => ({ kind: 'unknown', line, reason });
