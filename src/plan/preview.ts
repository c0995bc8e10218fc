import { createTwoFilesPatch } from 'diff';
import type { Change } from './plan.ts';

/** One line a change, for `--dry-run --json`. */
export interface PreviewEntry {
  readonly action: Change['kind'];
  readonly path: string;
}

export const previewEntries = (changes: readonly Change[]): readonly PreviewEntry[] =>
  changes.map(({ kind, path }) => ({ action: kind, path }));

/** Lines of one file that are shown: a baseline of a large repository has thousands. */
const longest = 400;

const shortened = (text: string): string => {
  const lines = text.split('\n');
  return lines.length <= longest ? text : `${lines.slice(0, longest).join('\n')}\n… and ${String(lines.length - longest)} more lines\n`;
};

const body = (change: Change): string => {
  if (change.kind === 'delete') return createTwoFilesPatch(change.path, '/dev/null', change.before, '');
  if (change.secret) return '(secrets, not shown)\n';
  if (typeof change.after !== 'string') return `(${String(change.after.byteLength)} bytes)\n`;
  return shortened(createTwoFilesPatch(change.before === null ? '/dev/null' : change.path, change.path, change.before ?? '', change.after));
};

/** What `--dry-run` prints: each file with what happens to it and a unified diff. */
export const preview = (changes: readonly Change[]): string =>
  changes.map((change) => `${change.kind} ${change.path}\n${body(change)}`).join('\n');
