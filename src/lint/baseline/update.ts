import { metaRules } from '../meta.ts';
import type { Finding } from '../rule.ts';
import type { BaselineEntry } from './baseline.ts';

/** `shrink` takes out what is gone; `all` accepts everything that is open, too. */
export const updateModes = ['shrink', 'all'] as const;
export type UpdateMode = (typeof updateModes)[number];

export interface Update {
  readonly entries: readonly BaselineEntry[];
  /** After the baseline was applied. */
  readonly findings: readonly Finding[];
  /** Rules that were off; nobody knows whether their findings are gone. */
  readonly off: ReadonlySet<string>;
  readonly mode: UpdateMode;
}

const own = new Set<string>(metaRules.map(({ id }) => id));

/** What the code or the configuration suppresses needs no entry; what is wrong with suppressions themselves gets none. */
const needsEntry = ({ rule, suppressed }: Finding): boolean => !own.has(rule) && (suppressed === null || suppressed.by === 'baseline');

const entryOf = ({ rule, services, location, message, fingerprint }: Finding): BaselineEntry => ({ rule, services, file: location.file, message, fingerprint });

/** Keeps what people wrote; an expired day is renewed by nobody but `all`, which takes it away. */
const refreshed = (entry: BaselineEntry, finding: Finding, mode: UpdateMode): BaselineEntry => {
  const { expires, ...kept } = { ...entry, ...entryOf(finding) };
  return expires === undefined || (mode === 'all' && finding.suppressed === null) ? kept : { ...kept, expires };
};

/** Entries that no finding needs any more. */
export const staleEntries = ({ entries, findings, off }: Omit<Update, 'mode'>): readonly BaselineEntry[] => {
  const needed = new Set(findings.filter(needsEntry).map(({ fingerprint }) => fingerprint));
  return entries.filter(({ fingerprint, rule }) => !off.has(rule) && !needed.has(fingerprint));
};

/** The entries of the next baseline. */
export const updateBaseline = (update: Update): readonly BaselineEntry[] => {
  const { entries, findings, mode } = update;
  const stale = new Set(staleEntries(update));
  const found = new Map(findings.filter(needsEntry).map((finding) => [finding.fingerprint, finding]));
  const kept = entries.filter((entry) => !stale.has(entry)).map((entry) => {
    const finding = found.get(entry.fingerprint);
    return finding === undefined ? entry : refreshed(entry, finding, mode);
  });
  const known = new Set(kept.map(({ fingerprint }) => fingerprint));
  const added = mode === 'all' ? [...found.values()].filter(({ fingerprint }) => !known.has(fingerprint)).map(entryOf) : [];
  return [...kept, ...added];
};
