import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseText } from './text-system.ts';
import { folderWith } from './system-folder.ts';
import { captured } from './terminal.ts';
import { treeOf } from './tree.ts';
import { command as lint } from '../../src/cli/commands/lint.ts';
import { runCommand } from '../../src/cli/program.ts';

interface Reported {
  readonly findings: readonly { readonly rule: string; readonly suppressed: object | null; readonly location: { readonly file: string; readonly line: number } }[];
}

/** A small system on the disk that `ms lint --fix` works on. */
export interface FixedSystem {
  readonly root: string;
  readonly read: (path: string) => string;
  readonly tree: () => ReadonlyMap<string, string>;
  /** Runs ms lint: what it found of one rule, as `file:line`. */
  readonly found: (rule: string, ...args: readonly string[]) => Promise<readonly string[]>;
  /** Runs ms lint with flags: exit code, stdout, stderr. */
  readonly lint: (...args: readonly string[]) => Promise<{ readonly code: number; readonly out: string; readonly err: string }>;
}

export const fixedSystem = (text: string): FixedSystem => {
  const root = folderWith([...parseText(text)]);
  const run = async (...args: readonly string[]) => {
    const terminal = captured();
    const code = await runCommand(lint, ['--cwd', root, ...args], terminal);
    return { code, out: terminal.stdout(), err: terminal.stderr() };
  };
  return {
    root,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    tree: () => treeOf(root),
    lint: run,
    found: async (rule, ...args) => {
      const { findings } = JSON.parse((await run('--json', ...args)).out) as Reported;
      return findings.filter((finding) => finding.rule === rule && finding.suppressed === null).map(({ location: { file, line } }) => `${file}:${line}`);
    },
  };
};
