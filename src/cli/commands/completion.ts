import type { CommandSpec } from '../command.ts';
import { completedCommands } from '../completion/completed.ts';
import { scripts } from '../completion/scripts.ts';
import { answer } from '../steps/answer.ts';

export const command: CommandSpec = {
  name: 'completion',
  summary: 'print completions for your shell',
  arguments: [{ name: '<shell>', description: 'bash, zsh or fish', choices: Object.keys(scripts) }],
  flags: [],
  examples: ['ms completion bash >> ~/.bashrc', 'ms completion fish > ~/.config/fish/completions/ms.fish'],
  run: async (invocation) => {
    const [shell] = invocation.args;
    const script = scripts[String(shell)]?.(await completedCommands()) ?? '';
    return answer(invocation, { shell, script }, script);
  },
};
