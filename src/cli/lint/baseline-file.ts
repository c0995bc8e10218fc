import { join, relative, resolve, sep } from 'node:path';
import { readText } from '../../files/text-file.ts';
import { writeReport } from '../../files/write-report.ts';
import { baselineName, parseBaseline, printBaseline, type Baseline } from '../../lint/baseline/baseline.ts';
import { updateBaseline, type UpdateMode } from '../../lint/baseline/update.ts';
import type { Finding } from '../../lint/rule.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Invocation } from '../command.ts';
import { text } from './flag-values.ts';

/** Where the baseline of a run is, and what it says; null when there is none yet. */
export interface BaselineFile {
  /** Absolute. */
  readonly path: string;
  /** Relative to the root of the system, with `/`. */
  readonly file: string;
  readonly baseline: Baseline | null;
}

export const updateModeOf = ({ flags }: Invocation): UpdateMode | null => {
  const mode = flags['updateBaseline'];
  if (mode === undefined) return null;
  return mode === 'all' ? 'all' : 'shrink';
};

const pathOf = (root: string, configured: string | undefined, { cwd, flags }: Invocation): string | undefined => {
  const given = text(flags['baseline']);
  if (given !== undefined) return resolve(cwd, given);
  return configured === undefined ? undefined : resolve(root, configured);
};

/**
 * `--baseline`, else the one of the configuration, else `ms-baseline.json` if it is there.
 * @throws UserError (exit 2) for one that is named and missing, or broken
 */
export const openBaseline = (root: string, configured: string | undefined, invocation: Invocation): BaselineFile | null => {
  if (invocation.flags['baseline'] === false) return null;
  const named = pathOf(root, configured, invocation);
  const path = named ?? join(root, baselineName);
  const file = relative(root, path).split(sep).join('/');
  const contents = readText(path);
  const mode = updateModeOf(invocation);
  if (contents !== undefined) return { path, file, baseline: parseBaseline(contents, file) };
  if (mode === 'all') return { path, file, baseline: null };
  if (named === undefined && mode === null) return null;
  throw new UserError(ExitCode.usage, `there is no baseline ${file}`, 'Make one from what is found now: ms lint --update-baseline=all.');
};

/** The baseline after `--update-baseline`; null when nobody asked. */
export const nextBaseline = ({ file, baseline }: BaselineFile, findings: readonly Finding[], off: ReadonlySet<string>, mode: UpdateMode): Baseline =>
  parseBaseline(printBaseline(updateBaseline({ entries: baseline?.entries ?? [], findings, off, mode })), file);

export const writeBaseline = ({ path, baseline }: BaselineFile, next: Baseline): void => {
  const contents = printBaseline(next.entries);
  if (baseline === null || contents !== readText(path)) writeReport(path, contents);
};
