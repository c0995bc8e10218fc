import { compare } from '../../plan/compare.ts';
import type { Plan } from '../../plan/plan.ts';
import { previewEntries } from '../../plan/preview.ts';
import { respectUser } from '../../plan/respect-user.ts';
import { changeTree } from '../../files/journal.ts';
import { manifestChanges } from '../../files/manifest.ts';
import { reader } from '../../files/text-file.ts';
import { ExitCode } from '../../shared/errors.ts';
import type { Invocation } from '../command.ts';
import { style } from '../style.ts';
import type { OpenRoot } from './open-system.ts';
import { printChanges } from './print-changes.ts';

/** What is said when it is done. */
export interface Outcome {
  readonly done: string;
  readonly nothing: string;
  readonly next: readonly string[];
}

const report = (outcome: Outcome, shown: ReturnType<typeof previewEntries>, { json, terminal }: Invocation): ExitCode => {
  if (json) terminal.out(JSON.stringify({ changes: shown, next: shown.length === 0 ? [] : outcome.next }, null, 2));
  else if (shown.length === 0) terminal.out(`${outcome.nothing}: nothing to do.`);
  else {
    const lines = shown.map(({ action, path }) => `  ${action} ${path}`);
    terminal.out(`${style(terminal).green('done:')} ${outcome.done}\n${lines.join('\n')}\n\nNext:\n${outcome.next.map((line) => `  ${line}`).join('\n')}`);
  }
  return ExitCode.done;
};

/** Compares a plan with the system and carries it out, or shows it with `--dry-run`. The same plan twice changes nothing. */
export const carryOut = (plan: Plan, { root, manifest }: OpenRoot, outcome: Outcome, invocation: Invocation): ExitCode => {
  const read = reader(root);
  const force = invocation.flags['force'] === true;
  const accepted = force ? plan : respectUser(plan, { read, base: (path) => manifest.files[path]?.base });
  const changes = compare(accepted, read);
  const all = changes.length === 0 ? [] : [...changes, ...manifestChanges(manifest, changes, read)];
  if (invocation.flags['dryRun'] === true) return printChanges(all, invocation);
  if (all.length > 0) changeTree(root, all);
  return report(outcome, previewEntries(changes), invocation);
};
