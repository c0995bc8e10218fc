import { ExitCode, UserError } from '../../shared/errors.ts';

type Git = (...args: readonly string[]) => Promise<{ readonly ok: boolean; readonly stdout: string; readonly code: string | undefined }>;

const gitIn = async (cwd: string): Promise<Git> => {
  const { execa } = await import('execa');
  return async (...args) => {
    const { failed, stdout, code } = await execa('git', args, { cwd, reject: false, stdin: 'ignore', stripFinalNewline: true });
    return { ok: !failed, stdout, code };
  };
};

const refuse = (message: string, hint: string): UserError => new UserError(ExitCode.usage, message, hint);

const paths = (stdout: string): readonly string[] => stdout.split('\0').filter(Boolean);

/** A branch that went on meanwhile is compared where the two parted; a shallow clone may not know that commit. */
const startOf = async (git: Git, commit: string): Promise<string> => {
  const base = await git('merge-base', commit, 'HEAD');
  return base.ok ? base.stdout : commit;
};

/**
 * Files that changed since a commit, committed or not, relative to the root of the system.
 * @throws UserError (exit 2) without git, outside of a repository, for a commit that is not there
 */
export const changedFiles = async (root: string, ref: string): Promise<readonly string[]> => {
  const git = await gitIn(root);
  const inside = await git('rev-parse', '--is-inside-work-tree');
  if (inside.code === 'ENOENT') throw refuse('--changed needs git, which is not installed', 'Install git, or run ms lint without --changed.');
  if (!inside.ok) throw refuse('--changed needs a git repository, and this is none', 'Run ms lint without --changed.');
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (!commit.ok) throw refuse(`--changed ${ref}: git knows no such commit`, 'Fetch it first (git fetch origin main); in GitHub Actions check out with fetch-depth: 0.');
  const since = await startOf(git, commit.stdout);
  const [changed, fresh] = await Promise.all([
    git('diff', '--name-only', '--no-renames', '--relative', '-z', since, '--'),
    git('ls-files', '--others', '--exclude-standard', '-z'),
  ]);
  if (!changed.ok) throw refuse(`git can not compare with ${ref}`, 'Run git diff yourself and see what it says.');
  return [...new Set([...paths(changed.stdout), ...paths(fresh.stdout)])].toSorted();
};
