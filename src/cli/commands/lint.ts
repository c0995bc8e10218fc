import { formats } from '../../lint/report/formats.ts';
import type { Reporter } from '../../lint/report/reporter.ts';
import { fails, summarise } from '../../lint/report/summary.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { deliver, refuse, tool } from '../lint/deliver.ts';
import { formatOf, maxWarnings, text, texts } from '../lint/flag-values.ts';
import { judged } from '../lint/judged.ts';
import { lintFlags } from '../lint/lint-flags.ts';
import { paintFor } from '../paint.ts';
import { locateSystem } from '../read-system.ts';

const requireFix = ({ flags }: Invocation): void => {
  if (flags['dryRun'] === true && flags['fix'] !== true) throw new UserError(ExitCode.usage, '--dry-run has no meaning without --fix', 'ms lint writes nothing by itself.');
};

const inspect = async (invocation: Invocation, reporter: Reporter): Promise<ExitCode> => {
  const { args: [paths], cwd, flags, terminal } = invocation;
  const accepted = maxWarnings(text(flags['maxWarnings']));
  requireFix(invocation);
  const started = performance.now();
  const place = locateSystem(cwd, texts(paths));
  const result = await judged(place, invocation);
  if (typeof result === 'number') return result;
  const { report, files } = result;
  const exitCode = fails(summarise(report), accepted) ? ExitCode.failed : ExitCode.done;
  const paint = await paintFor({ color: terminal.color && flags['output'] === undefined });
  deliver(reporter.report(report, { root: place.shown, durationMs: performance.now() - started, exitCode, tool: tool(), paint, read: files.read }), invocation);
  return exitCode;
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const reporter = await formats[formatOf(invocation)]();
  try {
    return await inspect(invocation, reporter);
  } catch (error) {
    return refuse(error, reporter, '.', invocation);
  }
};

export const command: CommandSpec = {
  name: 'lint',
  summary: 'find architecture anti-patterns, with evidence',
  arguments: [{ name: '[paths...]', description: 'folders of the system; their common parent is its root (default: here)' }],
  flags: lintFlags,
  examples: [
    'ms lint',
    'ms lint --rule no-tracing=off --max-warnings 0',
    'ms lint --changed origin/main --format github',
    'ms lint --fix --dry-run',
    'ms lint ../other-system --format sarif --output report.sarif',
  ],
  run,
};
