import type { FileFacts } from '../facts/file-facts.ts';
import type { Unreadable } from '../facts/read-file.ts';
import type { SourceFacts } from '../facts/source-facts.ts';
import { folderOf } from '../paths.ts';
import type { Coverage, Service } from '../model.ts';
import type { Resolve } from './modules.ts';
import { foldersRead } from './read-folders.ts';
import { serviceAt } from './ownership.ts';

export interface Sources {
  /** Sorted by path. */
  readonly facts: ReadonlyMap<string, FileFacts>;
  readonly coverage: Coverage;
}

interface Asked {
  /** Files that may run in production, sorted. */
  readonly paths: readonly string[];
  readonly services: readonly Service[];
  /** Files that a service loads although nothing imports them. */
  readonly loads: readonly string[];
  readonly resolve: Resolve;
  readonly facts: SourceFacts;
}

/**
 * Facts of the files in the services' folders, and of all others that those lead to, be it for a type. What no import leads
 * to runs in no service and names nothing that does, so it is not parsed.
 */
export const readSources = ({ paths, services, loads, resolve, facts: factsOf }: Asked): Sources => {
  const known = new Set(paths);
  const found = new Map<string, FileFacts | Unreadable>();
  const loaded = new Set(loads);
  const waiting = paths.filter((path) => loaded.has(path) || serviceAt(services, path) !== null);
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    const from = path;
    const facts = factsOf(from);
    found.set(from, facts);
    if ('reason' in facts) continue;
    const targets = new Set([...facts.imports, ...facts.reexports].map(({ specifier }) => specifier)).values().map((specifier) => resolve(from, specifier));
    const beside = new Set(foldersRead(facts));
    waiting.push(...(beside.size === 0 ? [] : paths.filter((other) => beside.has(folderOf(other)))));
    for (const target of targets) if (target.kind === 'file' && known.has(target.path)) waiting.push(target.path);
  }
  const inOrder = paths.flatMap((path) => (found.has(path) ? [[path, found.get(path)] as const] : []));
  const facts = new Map(inOrder.flatMap(([path, one]) => (one === undefined || 'reason' in one ? [] : [[path, one] as const])));
  return { facts, coverage: { files: facts.size, skipped: inOrder.flatMap(([file, one]) => (one !== undefined && 'reason' in one ? [{ file, reason: one.reason }] : [])) } };
};
