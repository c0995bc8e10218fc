import type { SystemState } from '../../contracts/compare-contracts.ts';
import { withUnpacked } from '../../files/unpacked.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { readContracts } from './read-contracts.ts';

/**
 * The system at a root as it was in a commit; nothing of the work tree is touched.
 * @throws UserError (exit 3) where the commit has no such system
 */
export const stateAt = async (root: string, commit: string): Promise<SystemState> => {
  const { execa } = await import('execa');
  const shown = commit.slice(0, 8);
  const archive = execa('git', ['archive', '--format=tar', commit], { cwd: root, stdin: 'ignore', buffer: { stdout: false }, encoding: 'buffer', reject: false });
  return withUnpacked(archive.stdout, async (tree) => {
    const { failed } = await archive;
    if (failed) throw new UserError(ExitCode.refused, `commit ${shown} has nothing in this folder`, 'Compare with a commit that has the system in it.');
    return readContracts({ system: root, tree, shown });
  });
};
