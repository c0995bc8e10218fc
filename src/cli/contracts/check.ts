import { join, relative, sep } from 'node:path';
import { compareContracts } from '../../contracts/compare-contracts.ts';
import { reporters } from '../../contracts/report/reporters.ts';
import { requireSystem } from '../../files/find-system.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Invocation } from '../command.ts';
import { commitBefore, gitIn } from '../git/commit.ts';
import { paintFor } from '../paint.ts';
import { readContracts } from './read-contracts.ts';
import { stateAt } from './state-at.ts';

const formatOf = ({ flags, json }: Invocation): keyof typeof reporters => {
  const format = json ? 'json' : flags['format'] ?? 'pretty';
  if (format === 'pretty' || format === 'json' || format === 'github' || format === 'markdown') return format;
  throw new UserError(ExitCode.usage, `ms contracts check has no format ${JSON.stringify(format)}`, `There is: ${Object.keys(reporters).join(', ')}.`);
};

/** `ms contracts check`: what changed since a commit, and whom it breaks. */
export const checkContracts = async (invocation: Invocation): Promise<ExitCode> => {
  const { cwd, flags, terminal } = invocation;
  const ref = flags['against'];
  if (typeof ref !== 'string') throw new UserError(ExitCode.usage, 'nothing to compare with', 'Give a branch or a commit: ms contracts check --against origin/main');
  const format = formatOf(invocation);
  const root = requireSystem(cwd);
  const commit = await commitBefore(await gitIn(root), '--against', ref);
  const after = await readContracts({ system: root, tree: root, shown: 'here' });
  const changes = compareContracts(await stateAt(root, commit), after);
  terminal.out(reporters[format]({ ref, commit, changes, at: (file) => relative(cwd, join(root, file)).split(sep).join('/') }, await paintFor(terminal)));
  const broken = changes.filter(({ breaking, breaks }) => breaking && (flags['failOn'] !== 'consumed' || breaks.length > 0));
  return broken.length === 0 ? ExitCode.done : ExitCode.failed;
};
