import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CommandSpec } from '../../src/cli/command.ts';
import { runCommand } from '../../src/cli/program.ts';
import { systemFolder } from './system-folder.ts';
import { captured } from './terminal.ts';

/** Runs a command of `ms` in a folder, in this process: its exit code, and what it printed. */
export const runIn = async (cwd: string, command: CommandSpec, ...args: readonly string[]) => {
  const terminal = captured();
  const code = await runCommand(command, [...args, '--cwd', cwd], terminal);
  return { code, out: terminal.stdout(), err: terminal.stderr() };
};

/** `express-axios` as a repository with a package.json at its root, and with other files there. */
export const foreignRepository = (rootFiles: Readonly<Record<string, string>>): string => {
  const root = systemFolder('express-axios');
  for (const [path, text] of Object.entries(rootFiles)) writeFileSync(join(root, path), text);
  return root;
};
