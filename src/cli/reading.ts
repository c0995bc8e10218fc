import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFile } from '../files/cache-file.ts';
import { openFactsCache, type SameFacts } from '../system/facts/facts-cache.ts';
import { readFile, type ReadFacts } from '../system/facts/read-file.ts';
import type { Invocation, Terminal } from './command.ts';

/** How the source files of one run are read. To be closed when all are. */
export interface Reading {
  readonly read: ReadFacts;
  /** What an earlier run says holds for this version of the tool; null where nothing is kept. */
  readonly earlier: { readonly version: string; readonly same: SameFacts } | null;
  readonly close: () => void;
}

/** The bundle is named by its contents, those of all that it imports included. A checkout reads every file anew: its facts may be other ones after every edit. */
const bundle = ((name) => (name.endsWith('.ts') ? null : name))(basename(fileURLToPath(import.meta.url)));

const cached = (root: string, version: string): Reading => {
  const file = cacheFile(root, 'facts');
  const cache = openFactsCache(file.read(), version);
  return {
    read: cache.read,
    earlier: { version, same: cache.same },
    close: () => {
      const kept = cache.kept();
      if (kept !== null) (kept.mode === 'all' ? file.replace : file.append)(kept.parts);
    },
  };
};

const patience = 1000;
const pause = 100;

/** Says how far it is when it takes longer than a second. */
const watched = ({ read, earlier, close }: Reading, { progress }: Terminal, now: () => number): Reading => {
  let files = 0;
  let said = now() + patience - pause;
  return {
    earlier,
    read: (path, text) => {
      files += 1;
      if (now() - said >= pause) {
        said = now();
        progress(`${files} files read`);
      }
      return read(path, text);
    },
    close: () => {
      close();
      progress(null);
    },
  };
};

interface Surroundings {
  /** Milliseconds. */
  readonly now: () => number;
  /** Of what reads facts; null where nothing is to be kept. */
  readonly version: string | null;
}

const here: Surroundings = { now: () => performance.now(), version: bundle };

/** Facts of earlier runs serve again, unless `--no-cache` is given. */
export const startReading = (root: string, { flags, terminal }: Pick<Invocation, 'flags' | 'terminal'>, { now, version } = here): Reading => {
  const plain: Reading = { read: readFile, earlier: null, close: () => undefined };
  return watched(version === null || flags['cache'] === false ? plain : cached(root, version), terminal, now);
};
