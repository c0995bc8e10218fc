import { ExitCode, UserError } from '../../shared/errors.ts';

export type Git = (...args: readonly string[]) => Promise<{ readonly ok: boolean; readonly stdout: string; readonly code: string | undefined }>;

export const gitIn = async (cwd: string): Promise<Git> => {
  const { execa } = await import('execa');
  return async (...args) => {
    const { failed, stdout, code } = await execa('git', args, { cwd, reject: false, stdin: 'ignore', stripFinalNewline: true });
    return { ok: !failed, stdout, code };
  };
};

export const refuse = (message: string, hint: string): UserError => new UserError(ExitCode.usage, message, hint);

/** A branch that went on meanwhile is compared where the two parted; a shallow clone may not know that commit. */
const startOf = async (git: Git, commit: string): Promise<string> => {
  const base = await git('merge-base', commit, 'HEAD');
  return base.ok ? base.stdout : commit;
};

/**
 * The commit that the work in hand began from, seen from a branch or commit that a flag names.
 * @throws UserError (exit 2) without git, outside of a repository, for a commit that is not there
 */
export const commitBefore = async (git: Git, flag: string, ref: string): Promise<string> => {
  const inside = await git('rev-parse', '--is-inside-work-tree');
  if (inside.code === 'ENOENT') throw refuse(`${flag} needs git, which is not installed`, 'Install git.');
  if (!inside.ok) throw refuse(`${flag} needs a git repository, and this is none`, 'Run the command in a clone.');
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (!commit.ok) throw refuse(`${flag} ${ref}: git knows no such commit`, 'Fetch it first (git fetch origin main); in GitHub Actions check out with fetch-depth: 0.');
  return startOf(git, commit.stdout);
};
