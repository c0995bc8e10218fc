import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import { anchorGone } from './source.ts';

const indentOf = (text: string): { readonly tabSize: number; readonly insertSpaces: boolean } => {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  return { tabSize: indent.length, insertSpaces: !indent.startsWith('\t') };
};

/** Adds a dependency to a package.json and keeps its formatting. One that is there stays as it is. */
export const addDependency = (name: string, version: string) => (before: string): string => {
  const errors: ParseError[] = [];
  const json = parse(before, errors) as { readonly dependencies?: Readonly<Record<string, string>> } | undefined;
  if (errors.length > 0 || typeof json !== 'object') throw anchorGone('package.json is no valid JSON', 'Repair it and run the command again.');
  if (json.dependencies?.[name] !== undefined) return before;
  const formattingOptions = { ...indentOf(before), eol: '\n' };
  const order = (keys: string[]): number => keys.filter((key) => key < name).length;
  return applyEdits(before, modify(before, ['dependencies', name], version, { formattingOptions, getInsertionIndex: order }));
};
