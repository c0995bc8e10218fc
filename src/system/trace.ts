import { hash } from 'node:crypto';
import { compareText } from '../shared/compare-text.ts';
import type { SameFacts } from './facts/facts-cache.ts';
import { factsKey } from './facts/facts-key.ts';
import { isTooLarge, sourceFacts, type SourceFacts } from './facts/source-facts.ts';
import type { ReadFacts } from './facts/read-file.ts';
import type { Files } from './files.ts';

/** What was asked of a tree while it was analysed, and a digest of each answer; null where there was no text. */
export interface Trace {
  readonly texts: Readonly<Record<string, string | null>>;
  /** Files of which only the facts were asked for. */
  readonly sources: Readonly<Record<string, string | null>>;
  /** Why folders and files have no text. */
  readonly passedOver: string;
}

/** A tree that notes what it is asked. */
export interface Traced {
  readonly files: Files;
  readonly facts: SourceFacts;
  readonly trace: () => Trace;
}

const digest = (text: string | undefined): string | null => (text === undefined ? null : hash('sha1', text));
const keyOf = (path: string, text: string | undefined): string | null => (text === undefined ? null : factsKey(path, text));
const passedOverBy = (files: Files): string => hash('sha1', JSON.stringify((files.passedOver?.() ?? []).toSorted((a, b) => compareText(a.file, b.file))));

export const traced = (files: Files, read?: ReadFacts): Traced => {
  const [texts, sources] = [new Set<string>(), new Set<string>()];
  const facts = sourceFacts(files, read);
  return {
    files: { ...files, read: (path) => { texts.add(path); return files.read(path); } },
    facts: (path) => { sources.add(path); return facts(path); },
    trace: () => ({
      texts: Object.fromEntries([...texts].map((path) => [path, digest(files.read(path))])),
      sources: Object.fromEntries([...sources].map((path) => [path, keyOf(path, files.read(path))])),
      passedOver: passedOverBy(files),
    }),
  };
};

/** True when a tree with the same paths gives the same answers: what was made of them would be made again. */
export const holds = ({ texts, sources, passedOver }: Trace, files: Files, same: SameFacts): boolean => {
  const sourceHolds = ([path, key]: readonly [string, string | null]): boolean => {
    const text = files.read(path);
    return keyOf(path, text) === key || (text !== undefined && key !== null && !isTooLarge(text) && same(key, path, text));
  };
  return Object.entries(texts).every(([path, before]) => digest(files.read(path)) === before) && Object.entries(sources).every(sourceHolds) && passedOverBy(files) === passedOver;
};
