import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import { anchorGone } from './source.ts';

/** Adds `list.name` to a JSON file, behind the entries that are there, and keeps its formatting. One that is there stays as it is. */
export const addJsonEntry = (file: string, [list, name]: readonly [list: string, name: string], value: unknown) => (before: string): string => {
  const errors: ParseError[] = [];
  const json = parse(before, errors) as Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> | undefined;
  const entries = json?.[list];
  if (errors.length > 0 || typeof entries !== 'object') throw anchorGone(`${file} is no JSON with an object "${list}" any more`, 'Repair it and run the command again.');
  if (name in entries) return before;
  return applyEdits(before, modify(before, [list, name], value, { formattingOptions: { tabSize: 2, insertSpaces: true, eol: '\n' }, getInsertionIndex: (keys) => keys.length }));
};
