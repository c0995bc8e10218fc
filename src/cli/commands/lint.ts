import { loadConfig } from '../../files/load-config.ts';
import { parseLintConfig, withRuleOptions, type LintConfig } from '../../lint/config.ts';
import { lint } from '../../lint/lint.ts';
import { formats } from '../../lint/report/formats.ts';
import type { Reporter } from '../../lint/report/reporter.ts';
import { fails, summarise } from '../../lint/report/summary.ts';
import { rules } from '../../lint/rules.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { deliver, refuse, tool } from '../lint/deliver.ts';
import { knownRules } from '../lint/described-rules.ts';
import { formatOf, maxWarnings, text, texts } from '../lint/flag-values.ts';
import { lintFlags } from '../lint/lint-flags.ts';
import { paintFor } from '../paint.ts';
import { locateSystem, readSystem, requireSystem } from '../read-system.ts';

const known = knownRules.map(({ id }) => id);

const rejectUnknownRules = (config: LintConfig): LintConfig => {
  for (const id of [...Object.keys(config.rules ?? {}), ...(config.ignore ?? []).map(({ rule }) => rule)]) {
    if (!known.includes(id)) throw new UserError(ExitCode.usage, `there is no rule "${id}"`, didYouMean(id, known));
  }
  return config;
};

const configOf = async (root: string, { cwd, flags }: Invocation): Promise<LintConfig> => {
  const { lint: given } = await loadConfig(root, cwd, text(flags['config']));
  return rejectUnknownRules(withRuleOptions(parseLintConfig(given), texts(flags['rule'])));
};

const day = (): string => new Date().toISOString().slice(0, 10);

const inspect = async (invocation: Invocation, reporter: Reporter): Promise<ExitCode> => {
  const { args: [paths], cwd, flags, terminal } = invocation;
  const accepted = maxWarnings(text(flags['maxWarnings']));
  const started = performance.now();
  const place = locateSystem(cwd, texts(paths));
  const config = await configOf(place.root, invocation);
  const system = readSystem(place);
  requireSystem(system);
  const { files, model, shown } = system;
  const report = lint({ files, model, rules, config, today: day() });
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
