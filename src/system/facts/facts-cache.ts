import { decodeFacts, encodeFacts } from './facts-codec.ts';
import { factsKey } from './facts-key.ts';
import type { FileFacts } from './file-facts.ts';
import { readFile, type ReadFacts, type Unreadable } from './read-file.ts';

/** What is to be written, for the next run to read. */
export interface Kept {
  /** `more` goes behind what stands there, `all` takes its place. */
  readonly mode: 'more' | 'all';
  readonly parts: Iterable<string | Uint8Array>;
}

/** True when the facts of earlier contents of a file, told by their key, are those of its contents now. */
export type SameFacts = (earlier: string, path: string, text: string) => boolean;

export interface FactsCache {
  readonly read: ReadFacts;
  readonly same: SameFacts;
  /** Null when nothing new was read. */
  readonly kept: () => Kept | null;
}

interface Slice {
  readonly start: number;
  readonly end: number;
}

const newline = 10;
const keyLength = 40;

const header = (version: string): string => `facts ${version}\n`;

/** Key -> where its facts stand. A broken last line, left by a run that was killed, has no line end and is not there. */
const index = (stored: Buffer, from: number): Map<string, Slice> => {
  const found = new Map<string, Slice>();
  for (let start = from, end = stored.indexOf(newline, start); end !== -1; start = end + 1, end = stored.indexOf(newline, start)) {
    found.set(stored.toString('latin1', start, start + keyLength), { start: start + keyLength + 1, end });
  }
  return found;
};

function* freshLines(fresh: ReadonlyMap<string, FileFacts | Unreadable>): Generator<string> {
  for (const [key, facts] of fresh) yield `${key} ${encodeFacts(facts)}\n`;
}

/** Facts of earlier runs, by contents. What is stored by another version, or is none of ours, counts as nothing. */
export const openFactsCache = (stored: Buffer | null, version: string): FactsCache => {
  const first = header(version);
  const known = stored?.toString('utf8', 0, Buffer.byteLength(first)) === first ? index(stored, Buffer.byteLength(first)) : null;
  const used = new Map<string, Slice>();
  const fresh = new Map<string, FileFacts | Unreadable>();
  const encodedAt = ({ start, end }: Slice): string => stored?.toString('utf8', start, end) ?? '';
  const recall = (key: string, path: string): FileFacts | Unreadable | null => {
    const slice = known?.get(key);
    if (slice === undefined || stored === null) return null;
    try {
      const facts = decodeFacts(path, encodedAt(slice));
      used.set(key, slice);
      return facts;
    } catch {
      return null;
    }
  };
  const readAnew = (key: string, path: string, text: string): FileFacts | Unreadable => {
    const facts = readFile(path, text);
    fresh.set(key, facts);
    return facts;
  };
  function* allLines(): Generator<string | Uint8Array> {
    yield first;
    for (const { start, end } of used.values()) if (stored !== null) yield stored.subarray(start - keyLength - 1, end + 1);
    yield* freshLines(fresh);
  }
  return {
    read: (path, text) => {
      const key = factsKey(path, text);
      return recall(key, path) ?? readAnew(key, path, text);
    },
    same: (earlier, path, text) => {
      const slice = known?.get(earlier);
      if (slice === undefined) return false;
      const now = known?.get(factsKey(path, text));
      return encodedAt(slice) === (now === undefined ? encodeFacts(readFile(path, text)) : encodedAt(now));
    },
    kept: () => {
      const wanted = used.size + fresh.size;
      // A tenth may be of files that are gone or were otherwise: another branch may want it again.
      const isRoomy = known !== null && stored?.at(-1) === newline && known.size + fresh.size <= wanted * 1.1 + 10;
      if (isRoomy) return fresh.size === 0 ? null : { mode: 'more', parts: freshLines(fresh) };
      return { mode: 'all', parts: allLines() };
    },
  };
};
