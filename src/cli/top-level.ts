import { ExitCode, UserError } from '../shared/errors.ts';
import { didYouMean } from '../shared/nearest.ts';
import { quoted } from '../shared/name-problem.ts';
import { commands } from './commands.ts';

const width = Math.max(...commands.map(({ name }) => name.length));

export const helpText = (): string => `Usage: ms <command> [options]

Make TypeScript microservice systems that run at once, and lint anybody's for architecture anti-patterns.

Commands:
${commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

Options:
  --json         one JSON document on stdout, logs on stderr
  --cwd <dir>    work in this folder instead of the current one
  --no-color     plain text (NO_COLOR and FORCE_COLOR are heeded, too)
  --version      print the version
  --help         this page; \`ms <command> --help\` for a command

Examples:
  $ npx create-microservice my-shop --preset shop
  $ ms add-service billing
  $ ms dev
  $ ms lint
`;

/** The command line before the command is known: flags that stand before it belong to it. */
export interface TopLevel {
  readonly name: string | null;
  readonly args: readonly string[];
}

/** `--cwd x lint --json` is `lint --cwd x --json`. */
export const splitCommand = (argv: readonly string[]): TopLevel => {
  const at = argv.findIndex((arg, index) => !arg.startsWith('-') && argv[index - 1] !== '--cwd');
  const name = argv[at];
  if (name === undefined) return { name: null, args: argv };
  return { name, args: [...argv.slice(0, at), ...argv.slice(at + 1)] };
};

export const unknownCommand = (name: string): UserError =>
  new UserError(ExitCode.usage, `there is no command ${quoted(name)}`, didYouMean(name, commands.map((command) => command.name)));

const known = ['--json', '--cwd', '--no-color', '--version', '--help'];

export const unknownFlag = (flag: string): UserError =>
  new UserError(ExitCode.usage, `there is no option ${quoted(flag)} before a command`, didYouMean(flag, known));

export const isKnownFlag = (arg: string): boolean => !arg.startsWith('-') || known.includes(arg) || arg.startsWith('--cwd=') || arg === '-h' || arg === '-V';
