import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser';
import { anchorGone } from './source.ts';

const indentOf = (text: string): { readonly tabSize: number; readonly insertSpaces: boolean } => {
  const indent = /\n([ \t]+)"/.exec(text)?.[1] ?? '  ';
  return { tabSize: indent.length, insertSpaces: !indent.startsWith('\t') };
};

const entriesOf = (text: string, list: string): Readonly<Record<string, string>> | undefined => {
  const errors: ParseError[] = [];
  const json = parse(text, errors) as Readonly<Record<string, Readonly<Record<string, string>> | undefined>> | undefined;
  if (errors.length > 0 || typeof json !== 'object') throw anchorGone('package.json is no valid JSON', 'Repair it and run the command again.');
  return json[list];
};

/** Adds an entry to a list of a package.json, such as `dependencies`, and keeps its formatting. One that is there stays as it is. */
const addEntry = (list: string, name: string, value: string, sorted: boolean) => (before: string): string => {
  const entries = entriesOf(before, list);
  if (entries?.[name] !== undefined) return before;
  const formattingOptions = { ...indentOf(before), eol: '\n' };
  const end = (keys: string[]): number => keys.length;
  if (entries === undefined) return applyEdits(before, modify(before, [list], { [name]: value }, { formattingOptions, getInsertionIndex: end }));
  const order = (keys: string[]): number => keys.filter((key) => key < name).length;
  return applyEdits(before, modify(before, [list, name], value, { formattingOptions, getInsertionIndex: sorted ? order : end }));
};

export const addDependency = (name: string, version: string): ((before: string) => string) => addEntry('dependencies', name, version, true);

/** One that is a dependency already is none of development. */
export const addDevDependency = (name: string, version: string) => (before: string): string =>
  entriesOf(before, 'dependencies')?.[name] === undefined ? addEntry('devDependencies', name, version, true)(before) : before;

export const addScript = (name: string, command: string): ((before: string) => string) => addEntry('scripts', name, command, false);

/** The version that a package.json asks for; any where it does not ask. */
export const versionIn = (text: string, name: string): string => entriesOf(text, 'dependencies')?.[name] ?? '*';
