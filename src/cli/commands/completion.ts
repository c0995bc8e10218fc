import { ExitCode } from '../../shared/errors.ts';
import type { CommandSpec } from '../command.ts';
import { completedCommands } from '../completion/completed.ts';
import { scripts } from '../completion/scripts.ts';

export const command: CommandSpec = {
  name: 'completion',
  summary: 'print completions for your shell',
  arguments: [{ name: '<shell>', description: 'bash, zsh or fish', choices: Object.keys(scripts) }],
  flags: [],
  examples: ['ms completion bash >> ~/.bashrc', 'ms completion fish > ~/.config/fish/completions/ms.fish'],
  run: async ({ args, json, terminal }) => {
    const [shell] = args;
    const script = scripts[String(shell)]?.(await completedCommands()) ?? '';
    terminal.out(json ? JSON.stringify({ shell, script }, null, 2) : script);
    return ExitCode.done;
  },
};
