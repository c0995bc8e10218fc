import { ExitCode } from '../shared/errors.ts';
import { toolPackage } from '../files/package-root.ts';
import type { Terminal } from './command.ts';
import { commands } from './commands.ts';
import { tuneForShortRun } from './short-run.ts';
import { openTerminal } from './terminal.ts';
import { helpText, isKnownFlag, splitCommand, unknownCommand, unknownFlag } from './top-level.ts';

/** A command that stops its own processes listens itself; for all others Ctrl-C ends the run here. */
const interruptible = (): void => {
  process.once('SIGINT', onInterrupt);
};

const onInterrupt = (): void => {
  if (process.listenerCount('SIGINT') === 0) process.exit(ExitCode.interrupted);
};

const asksVersion = (args: readonly string[]): boolean => args.includes('--version') || args.includes('-V');

const withoutCommand = (args: readonly string[], terminal: Terminal): ExitCode => {
  const unknown = args.find((arg) => !isKnownFlag(arg));
  if (unknown !== undefined) throw unknownFlag(unknown);
  if (asksVersion(args)) {
    terminal.out(toolPackage().version);
    return ExitCode.done;
  }
  const asked = args.includes('--help') || args.includes('-h');
  (asked ? terminal.out : terminal.err)(helpText());
  return asked ? ExitCode.done : ExitCode.usage;
};

const run = async (argv: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const { name, args } = splitCommand(argv);
  // `create-microservice --version` arrives as `create --version`.
  if (name === null || (args.length === 1 && asksVersion(args))) return withoutCommand(args, terminal);
  if (name === 'help') return run([...args, '--help'], terminal);
  const entry = commands.find((command) => command.name === name);
  if (entry === undefined) throw unknownCommand(name);
  if (entry.busy === true) {
    process.removeListener('SIGINT', onInterrupt);
    tuneForShortRun();
  }
  const [{ command }, { runCommand }] = await Promise.all([entry.load(), import('./program.ts')]);
  return runCommand(command, args, terminal);
};

/** The command line: arguments without node and script in, exit code out. */
export const main = async (argv: readonly string[]): Promise<ExitCode> => {
  const terminal = openTerminal(argv);
  interruptible();
  try {
    return await run(argv, terminal);
  } catch (error) {
    const { reportError } = await import('./report-error.ts');
    return reportError(error, terminal, argv.includes('--json'));
  }
};
