/** One stretch of a text and what takes its place. */
interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const commonPrefix = (a: string, b: string): number => {
  const limit = Math.min(a.length, b.length);
  let length = 0;
  while (length < limit && a[length] === b[length]) length += 1;
  return length;
};

const commonSuffix = (a: string, b: string, limit: number): number => {
  let length = 0;
  while (length < limit && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1;
  return length;
};

/** The one place where two texts differ. */
const replacementOf = (before: string, after: string): Replacement => {
  const start = commonPrefix(before, after);
  const suffix = commonSuffix(before, after, Math.min(before.length, after.length) - start);
  return { start, end: before.length - suffix, text: after.slice(start, after.length - suffix) };
};

const same = (a: Replacement, b: Replacement): boolean => a.start === b.start && a.end === b.end && a.text === b.text;

/** Two insertions at one point stand one after the other; anything else at one point is a conflict. */
const collides = (a: Replacement, b: Replacement): boolean =>
  a.start === b.start ? a.end !== a.start || b.end !== b.start : a.start < b.end && b.start < a.end;

export interface Merged {
  readonly text: string;
  /** By index of what was given: false for what changes a place that an earlier one changes otherwise. */
  readonly taken: readonly boolean[];
}

/** Several versions of one text, each with a change of its own, as one. Equal changes count once. */
export const mergeEdits = (before: string, versions: readonly string[]): Merged => {
  const kept: Replacement[] = [];
  const taken = versions.map((version) => {
    if (version === before) return true;
    const replacement = replacementOf(before, version);
    if (kept.some((other) => same(other, replacement))) return true;
    if (kept.some((other) => collides(other, replacement))) return false;
    kept.push(replacement);
    return true;
  });
  const text = kept.toSorted((a, b) => b.start - a.start).reduce((result, { start, end, text: inserted }) => result.slice(0, start) + inserted + result.slice(end), before);
  return { text, taken };
};
