import type { CompletedCommand, CompletedFlag } from './completed.ts';

type Script = (commands: readonly CompletedCommand[]) => string;

const words = (flags: readonly CompletedFlag[]): string => flags.map(({ name }) => name).join(' ');

/** In single quotes, for a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const bashValues = ({ name, flags }: CompletedCommand): readonly string[] =>
  flags.filter(({ choices }) => choices.length > 0).map((flag) => `    "${name} ${flag.name}") words="${flag.choices.join(' ')}" ;;`);

const bash: Script = (commands) => `_ms() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')}" -- "$cur")); return; fi
  case "\${COMP_WORDS[1]} \${COMP_WORDS[COMP_CWORD-1]}" in
${commands.flatMap(bashValues).join('\n')}
  esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$cur")); return; fi
  case "\${COMP_WORDS[1]}" in
${commands.map(({ name, flags, choices }) => `    ${name}) words="${[...choices, words(flags)].join(' ')}" ;;`).join('\n')}
  esac
  case "$cur" in -*) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;; *) COMPREPLY=($(compgen -W "\${words%%--*}" -- "$cur") $(compgen -f -- "$cur")) ;; esac
}
complete -o filenames -F _ms ms`;

const zshFlag = ({ name, description, choices, valued }: CompletedFlag): string => {
  const value = choices.length > 0 ? `:value:(${choices.join(' ')})` : ':value:_files';
  return quoted(`${name}[${description.replaceAll(/[[\]:]/g, ' ')}]${valued || choices.length > 0 ? value : ''}`);
};

const zsh: Script = (commands) => `#compdef ms
_ms() {
  local -a commands=(${commands.map(({ name, summary }) => quoted(`${name}:${summary}`)).join(' ')})
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  shift words; (( CURRENT-- ))
  case "$words[1]" in
${commands.map(({ name, flags, choices }) => `    ${name}) _arguments ${[...flags.map(zshFlag), choices.length > 0 ? quoted(`*:argument:(${choices.join(' ')})`) : quoted('*:file:_files')].join(' ')} ;;`).join('\n')}
  esac
}
compdef _ms ms`;

const fishFlag = (command: string, { name, description, choices, valued }: CompletedFlag): string =>
  `complete -c ms -n '__fish_seen_subcommand_from ${command}' -l ${name.replace(/^--/, '')} -d ${quoted(description)}${choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : valued ? ' -r' : ''}`;

const fish: Script = (commands) => commands.flatMap(({ name, summary, flags, choices }) => [
  `complete -c ms -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
  ...flags.map((flag) => fishFlag(name, flag)),
  ...(choices.length > 0 ? [`complete -c ms -n '__fish_seen_subcommand_from ${name}' -f -a ${quoted(choices.join(' '))}`] : []),
]).join('\n');

/** Completions by shell: commands, their flags, and the values of those that offer a choice. */
export const scripts: Readonly<Record<string, Script>> = { bash, zsh, fish };
