import { textOf } from '../../model/text.ts';
import { argument, property, type Use } from '../../model/use.ts';

/** One database library. Adding one is one file, a line in `writes.ts` and a row in its test. */
export interface WriteLibrary {
  readonly name: string;
  /** Packages it is imported from; null for clients that are generated into a place of their own. */
  readonly modules: readonly string[] | null;
  /** Whether the call changes what the database holds. */
  readonly match: (use: Use) => boolean;
}

/** A library all of whose writes are methods that are known by their names. */
export const byMethod = (name: string, modules: readonly string[], methods: RegExp): WriteLibrary => ({ name, modules, match: ({ external }) => methods.test(external.path) });

const changing = /^\s*(?:with\b[\s\S]*?\)\s*)?(?:insert|update|delete|merge|replace|upsert|truncate)\b/i;

/** SQL text that changes rows: the first argument, or its `text` or `sql`. */
export const changesRows = (use: Use): boolean => {
  const first = argument(use, 0);
  const term = first.kind === 'object' ? ['text', 'sql'].map((key) => property(use.reducer, first, key)).find(({ kind }) => kind !== 'unknown') : first;
  return term !== undefined && changing.test(textOf(term, []).text);
};
