import { affectedServices, onlyAffected } from '../../lint/changed.ts';
import { lint, rulesOff, type LintInput } from '../../lint/lint.ts';
import { formats } from '../../lint/report/formats.ts';
import type { Reporter } from '../../lint/report/reporter.ts';
import { fails, summarise } from '../../lint/report/summary.ts';
import type { Report } from '../../lint/rule.ts';
import { rules } from '../../lint/rules.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { nextBaseline, openBaseline, updateModeOf, writeBaseline, type BaselineFile } from '../lint/baseline-file.ts';
import { changedFiles } from '../lint/changed-files.ts';
import { deliver, refuse, tool } from '../lint/deliver.ts';
import { formatOf, maxWarnings, text, texts } from '../lint/flag-values.ts';
import { openConfig, requireDeclaredServices } from '../lint/lint-config.ts';
import { lintFlags } from '../lint/lint-flags.ts';
import { paintFor } from '../paint.ts';
import { locateSystem, readSystem, requireSystem, type SystemInput } from '../read-system.ts';

const day = (): string => new Date().toISOString().slice(0, 10);

const isWhole = ({ folders }: Pick<SystemInput, 'folders'>): boolean => folders.includes('');

/** The report under the baseline that was asked for; an update is written first. */
const reportUnder = (file: BaselineFile | null, input: LintInput, invocation: Invocation): Report => {
  const mode = updateModeOf(invocation);
  const report = lint({ ...input, baseline: file?.baseline ?? null });
  if (file === null || mode === null) return report;
  if (input.partial === true) throw new UserError(ExitCode.usage, '--update-baseline with some folders of a system would take out what is in the others', 'Run it at the root, without folders.');
  const baseline = nextBaseline(file, report.findings, rulesOff(input), mode);
  writeBaseline(file, baseline);
  return lint({ ...input, baseline });
};

/** With `--changed`, what concerns the services that changed. A changed configuration or baseline concerns all. */
const narrowed = async (report: Report, { root, model }: SystemInput, own: readonly (string | undefined)[], { flags, terminal }: Invocation): Promise<Report> => {
  const ref = text(flags['changed']);
  if (ref === undefined) return report;
  const changed = await changedFiles(root, ref);
  if (changed.some((file) => own.includes(file))) return report;
  const affected = affectedServices(model, changed);
  terminal.err(`since ${ref}: ${affected.size} of ${model.services.length} services changed${affected.size === 0 ? '' : ` (${[...affected].toSorted().join(', ')})`}`);
  return onlyAffected(report, affected, new Set(changed));
};

const inspect = async (invocation: Invocation, reporter: Reporter): Promise<ExitCode> => {
  const { args: [paths], cwd, flags, terminal } = invocation;
  const accepted = maxWarnings(text(flags['maxWarnings']));
  const started = performance.now();
  const place = locateSystem(cwd, texts(paths));
  const { config, file: configFile } = await openConfig(place.root, invocation);
  const baseline = openBaseline(place.root, config.baseline, invocation);
  const system = readSystem(place, { dependencies: config.dependencies ?? null });
  requireSystem(system);
  const { files, model, shown } = system;
  const partial = !isWhole(place);
  if (!partial) requireDeclaredServices(config, model);
  const whole = reportUnder(baseline, { files, model, rules, config, today: day(), partial, ...(configFile === undefined ? {} : { configFile }) }, invocation);
  const report = await narrowed(whole, system, [configFile, baseline?.file], invocation);
  const exitCode = fails(summarise(report), accepted) ? ExitCode.failed : ExitCode.done;
  const paint = paintFor({ color: terminal.color && flags['output'] === undefined });
  deliver(reporter.report(report, { root: shown, durationMs: performance.now() - started, exitCode, tool: tool(), paint, read: files.read }), invocation);
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
  examples: ['ms lint', 'ms lint --rule no-tracing=off --max-warnings 0', 'ms lint ../other-system --format json --output report.json'],
  run,
};
