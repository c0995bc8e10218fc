/** A value as nested lists of numbers over tables of what repeats: paths, notes and keys make up most of a page, and most of them come again. */
export interface Packed {
  /** Texts, numbers, booleans and null, each once. */
  readonly leaves: readonly unknown[];
  /** Key lists of objects. */
  readonly shapes: readonly (readonly string[])[];
  /** A number is a leaf; a list that begins with 0 a list, one that begins with n an object of the n-th shape, counted from 1. */
  readonly code: Code;
}

type Code = number | readonly Code[];

/** The number of a value, the same for equal ones. */
const numbering = <T>(): { readonly values: T[]; readonly numberOf: (value: T, key?: unknown) => number } => {
  const known = new Map<unknown, number>();
  const values: T[] = [];
  const numberOf = (value: T, key: unknown = value): number => {
    const number = known.get(key) ?? values.push(value) - 1;
    known.set(key, number);
    return number;
  };
  return { values, numberOf };
};

/** `assets/data.js` reads it. Plain data only, without `undefined`. */
export const pack = (value: unknown): Packed => {
  const leaves = numbering<unknown>();
  const shapes = numbering<readonly string[]>();
  const encode = (part: unknown): Code => {
    if (typeof part !== 'object' || part === null) return leaves.numberOf(part);
    if (Array.isArray(part)) return [0, ...part.map(encode)];
    const keys = Object.keys(part);
    return [shapes.numberOf(keys, keys.join()) + 1, ...Object.values(part).map(encode)];
  };
  return { code: encode(value), leaves: leaves.values, shapes: shapes.values };
};
