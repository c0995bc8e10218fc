import type { Files } from '../files.ts';
import { readBlocks } from './yaml/blocks.ts';
import { readDocuments } from './yaml/documents.ts';

/** A part of a YAML file that knows its line. Anchors, aliases and `<<` are resolved; parts are made when they are asked for. */
export interface Yaml {
  readonly line: number;
  readonly text: string | null;
  readonly get: (key: string) => Yaml | undefined;
  readonly entries: readonly (readonly [string, Yaml])[];
  readonly items: readonly Yaml[];
}

/** One node with more tags and anchors than any has: the parser takes the square of their number. */
const unreadable = /(?:[&!]\S*\s+){100}/;

/**
 * Documents of a YAML text; what cannot be read as YAML has none. `lineOf` says where a line of the text really stands, for text that
 * was rendered from another. Nearly all of it is written in blocks, which are read ten times as fast as by the whole parser; a text
 * in which anything else stands goes to that.
 */
export const readYaml = (text: string, lineOf: (line: number) => number = (line) => line): readonly Yaml[] =>
  (unreadable.test(text) ? [] : (readBlocks(text, lineOf) ?? readDocuments(text, lineOf)));

const read = new WeakMap<Files, Map<string, readonly Yaml[]>>();

/** Documents of a file of a tree; several ask for the same. */
export const yamlIn = (files: Files, path: string): readonly Yaml[] => {
  const known = read.get(files) ?? new Map<string, readonly Yaml[]>();
  read.set(files, known);
  const documents = known.get(path) ?? readYaml(files.read(path) ?? '');
  known.set(path, documents);
  return documents;
};

/** The value at the end of a path of keys. */
export const at = (yaml: Yaml | undefined, ...keys: readonly string[]): Yaml | undefined => keys.reduce<Yaml | undefined>((found, key) => found?.get(key), yaml);

/** A scalar as a number; null for anything else. */
export const numberOf = (yaml: Yaml | undefined): number | null => {
  const number = Number(yaml?.text ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
};
