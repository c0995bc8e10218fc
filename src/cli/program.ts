import { resolve } from 'node:path';
import { Argument as Positional, Command, CommanderError, Option } from 'commander';
import { systemAround } from '../files/find-system.ts';
import { recover } from '../files/journal.ts';
import { isFolder } from '../files/text-file.ts';
import { ExitCode, UserError } from '../shared/errors.ts';
import { quoted } from '../shared/name-problem.ts';
import type { Argument, CommandSpec, Flag, Invocation, Terminal } from './command.ts';

/** Flags that every command has. */
export const commonFlags: readonly Flag[] = [
  { flags: '--json', description: 'one JSON document on stdout, logs on stderr' },
  { flags: '--cwd <dir>', description: 'work in this folder instead of the current one' },
  { flags: '--no-color', description: 'plain text (NO_COLOR and FORCE_COLOR are heeded, too)' },
];

const option = ({ flags, description, choices, default: value, repeatable }: Flag): Option => {
  const made = new Option(flags, description);
  if (choices !== undefined) made.choices([...choices]);
  if (value !== undefined) made.default(value);
  if (repeatable === true) made.argParser((item: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), item]);
  return made;
};

const argument = ({ name, description, choices }: Argument): Positional => {
  const made = new Positional(name, description);
  return choices === undefined ? made : made.choices([...choices]);
};

const examples = (spec: CommandSpec): string =>
  spec.examples.length === 0 ? '' : `\nExamples:\n${spec.examples.map((line) => `  $ ${line}`).join('\n')}\n`;

/** Commander's own words, without its prefix, as an error of ours. */
const usageError = (error: CommanderError, help: string): UserError => {
  const [message = '', ...suggestion] = error.message.replace(/^error: /, '').split('\n');
  const meant = suggestion.join(' ').trim().replace(/^\((.*)\)$/, '$1');
  return new UserError(ExitCode.usage, message, meant === '' ? `\`${help}\` shows what there is.` : meant);
};

const build = (spec: CommandSpec, terminal: Terminal): Command => {
  const command = new Command(`ms ${spec.name}`)
    .description(spec.summary)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err, outputError: () => undefined })
    .addHelpText('after', examples(spec));
  for (const positional of spec.arguments) command.addArgument(argument(positional));
  for (const flag of [...spec.flags, ...commonFlags]) command.addOption(option(flag));
  return command;
};

const invocation = (command: Command, terminal: Terminal): Invocation => {
  const flags: Readonly<Record<string, unknown>> = command.opts();
  const given = flags['cwd'];
  const cwd = resolve(typeof given === 'string' ? given : '.');
  if (!isFolder(cwd)) throw new UserError(ExitCode.usage, `--cwd ${quoted(String(given))} is no folder`, 'Give the path of a folder that is there.');
  return {
    args: command.processedArgs as Invocation['args'],
    flags,
    json: flags['json'] === true,
    cwd,
    terminal,
  };
};

/** A command that was killed in the middle of writing is finished by the next one, whichever it is. */
const finishInterrupted = ({ cwd, terminal }: Invocation): void => {
  const root = systemAround(cwd);
  if (root !== null && recover(root)) terminal.err('finished what an interrupted command had left.');
};

/** Parses the arguments of one command and runs it. */
export const runCommand = async (spec: CommandSpec, args: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const command = build(spec, terminal);
  let code: ExitCode = ExitCode.done;
  command.action(async () => {
    const started = invocation(command, terminal);
    finishInterrupted(started);
    code = await spec.run(started);
  });
  try {
    await command.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw usageError(error, `ms ${spec.name} --help`);
  }
  return code;
};
