import { commitBefore, gitIn, refuse } from '../git/commit.ts';

const paths = (stdout: string): readonly string[] => stdout.split('\0').filter(Boolean);

/**
 * Files that changed since a commit, committed or not, relative to the root of the system.
 * @throws UserError (exit 2) without git, outside of a repository, for a commit that is not there
 */
export const changedFiles = async (root: string, ref: string): Promise<readonly string[]> => {
  const git = await gitIn(root);
  const since = await commitBefore(git, '--changed', ref);
  const [changed, fresh] = await Promise.all([
    git('diff', '--name-only', '--no-renames', '--relative', '-z', since, '--'),
    git('ls-files', '--others', '--exclude-standard', '-z'),
  ]);
  if (!changed.ok) throw refuse(`git can not compare with ${ref}`, 'Run git diff yourself and see what it says.');
  return [...new Set([...paths(changed.stdout), ...paths(fresh.stdout)])].toSorted();
};
