import { execa } from 'execa';
import type { Terminal } from '../command.ts';

const git = async (root: string, args: readonly string[]): Promise<boolean> => {
  const { failed } = await execa('git', args, { cwd: root, reject: false, stdin: 'ignore' });
  return !failed;
};

/** A repository with a first commit, unless the folder is inside of one. Without git, or without a name for the author, the system stands all the same. */
export const initialCommit = async (root: string, terminal: Terminal): Promise<'made' | 'inside another' | 'failed'> => {
  if (await git(root, ['rev-parse', '--is-inside-work-tree'])) return 'inside another';
  const made = await git(root, ['init', '--quiet', '--initial-branch=main']) && await git(root, ['add', '--all'])
    && await git(root, ['commit', '--quiet', '--no-verify', '--message', 'A new system, made by create-microservice']);
  if (!made) terminal.err('git made no first commit (is it installed, and does it know your name?); the system is complete without it.');
  return made ? 'made' : 'failed';
};
