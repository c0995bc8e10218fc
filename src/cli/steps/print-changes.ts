import type { Change } from '../../plan/plan.ts';
import { preview, previewEntries } from '../../plan/preview.ts';
import { ExitCode } from '../../shared/errors.ts';
import type { Invocation } from '../command.ts';

/** What the tool keeps for itself says nothing to a reader. */
const isOwnBook = ({ path }: Change): boolean => path.startsWith('.ms/');

/** `--dry-run`: every file with what would happen to it; nothing is written. */
export const printChanges = (changes: readonly Change[], { json, terminal }: Pick<Invocation, 'json' | 'terminal'>): ExitCode => {
  const [shown, own] = [changes.filter((change) => !isOwnBook(change)), changes.filter(isOwnBook)];
  if (json) terminal.out(JSON.stringify({ dryRun: true, changes: previewEntries(changes) }, null, 2));
  else terminal.out(`${preview(shown)}\n${previewSummary(shown.length, own.length)}`);
  return ExitCode.done;
};

const previewSummary = (shown: number, own: number): string => `${String(shown)} files, and ${String(own)} under .ms/. Nothing was written.`;
