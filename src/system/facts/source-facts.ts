import type { Files } from '../files.ts';
import type { FileFacts } from './file-facts.ts';
import { readFile, type ReadFacts, type Unreadable } from './read-file.ts';

/** Gives the facts of a file of one tree, or why there are none. */
export type SourceFacts = (path: string) => FileFacts | Unreadable;

const largest = 400_000;

export const isTooLarge = (text: string): boolean => text.length > largest;

export const sourceFacts = (files: Files, read: ReadFacts = readFile): SourceFacts => (path) => {
  const text = files.read(path);
  if (text === undefined) return { reason: 'it cannot be read' };
  return isTooLarge(text) ? { reason: `it is larger than ${largest / 1000} kB` } : read(path, text);
};
