import { formats } from '../../lint/report/formats.ts';
import type { Reporter } from '../../lint/report/reporter.ts';
import { fails, summarise } from '../../lint/report/summary.ts';
import type { Report } from '../../lint/rule.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { deliver, refuse, tool } from '../lint/deliver.ts';
import { formatOf, maxWarnings, text, texts } from '../lint/flag-values.ts';
import { judge, measureOf, type Subject } from '../lint/judge.ts';
import { declaredIn, openConfig, requireDeclaredServices } from '../lint/lint-config.ts';
import { lintFlags } from '../lint/lint-flags.ts';
import { paintFor } from '../paint.ts';
import { locateSystem, readSystem, requireSystem, type Place } from '../read-system.ts';

const requireFix = ({ flags }: Invocation): void => {
  if (flags['dryRun'] === true && flags['fix'] !== true) throw new UserError(ExitCode.usage, '--dry-run has no meaning without --fix', 'ms lint writes nothing by itself.');
};

interface Judged extends Subject {
  readonly report: Report;
}

/** The system and its report, repaired before if that was asked for; an exit code when there is nothing more to report. */
const judged = async (place: Place, invocation: Invocation): Promise<Judged | ExitCode> => {
  const opened = await openConfig(place.root, invocation);
  const system = readSystem(place, invocation, declaredIn(opened.config));
  requireSystem(system);
  const measure = await measureOf(system, opened, invocation);
  if (measure.partial !== true) requireDeclaredServices(opened.config, system.model);
  const report = judge(system, measure);
  if (invocation.flags['fix'] !== true) return { files: system.files, model: system.model, report };
  const { applyFixes } = await import('../lint/apply-fixes.ts');
  const fixed = await applyFixes(system, report, measure, invocation);
  return typeof fixed === 'number' ? fixed : { ...fixed.subject, report: fixed.report };
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
