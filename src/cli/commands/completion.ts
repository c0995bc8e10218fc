import { ExitCode } from '../../shared/errors.ts';
import type { CommandSpec } from '../command.ts';
import { commands } from '../commands.ts';

const names = commands.map(({ name }) => name).join(' ');

/** Completes command names; file names after them. */
const scripts: Readonly<Record<string, string>> = {
  bash: `_ms() {
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${names}" -- "\${COMP_WORDS[1]}")); else COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}")); fi
}
complete -o filenames -F _ms ms`,
  zsh: `#compdef ms
_ms() {
  local -a commands=(${commands.map(({ name, summary }) => `'${name}:${summary}'`).join(' ')})
  if (( CURRENT == 2 )); then _describe command commands; else _files; fi
}
compdef _ms ms`,
  fish: commands.map(({ name, summary }) => `complete -c ms -n __fish_use_subcommand -f -a ${name} -d '${summary}'`).join('\n'),
};

export const command: CommandSpec = {
  name: 'completion',
  summary: 'print completions for your shell',
  arguments: [{ name: '<shell>', description: 'bash, zsh or fish', choices: Object.keys(scripts) }],
  flags: [],
  examples: ['ms completion bash >> ~/.bashrc', 'ms completion fish > ~/.config/fish/completions/ms.fish'],
  run: async ({ args, json, terminal }) => {
    const [shell] = args;
    const script = scripts[String(shell)] ?? '';
    terminal.out(json ? JSON.stringify({ shell, script }, null, 2) : script);
    return ExitCode.done;
  },
};
