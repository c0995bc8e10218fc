import { resolve } from 'node:path';
import { loadConfig } from '../../files/load-config.ts';
import { writeReport } from '../../files/write-report.ts';
import { levels, parseLintConfig, withRuleOptions, type LintConfig } from '../../lint/config.ts';
import { lint } from '../../lint/lint.ts';
import { invalidSuppression } from '../../lint/meta/invalid-suppression/invalid-suppression.ts';
import { formats, type Format } from '../../lint/report/formats.ts';
import { fails, summarise } from '../../lint/report/summary.ts';
import { rules } from '../../lint/rules.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { didYouMean } from '../../shared/nearest.ts';
import type { CommandSpec, Invocation } from '../command.ts';
import { paintFor } from '../paint.ts';
import { locateSystem, readSystem, requireSystem } from '../read-system.ts';

const known = [...rules.map(({ id }) => id), invalidSuppression.id];

const rejectUnknownRules = (config: LintConfig): LintConfig => {
  for (const id of [...Object.keys(config.rules ?? {}), ...(config.ignore ?? []).map(({ rule }) => rule)]) {
    if (!known.includes(id)) throw new UserError(ExitCode.usage, `there is no rule "${id}"`, didYouMean(id, known));
  }
  return config;
};

const maxWarnings = (value: string | undefined): number => {
  if (value === undefined) return Number.POSITIVE_INFINITY;
  if (/^\d+$/.test(value)) return Number(value);
  throw new UserError(ExitCode.usage, `--max-warnings ${value} is no number`, 'Give how many warnings are accepted, for instance --max-warnings 0.');
};

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

const formatOf = ({ json, flags }: Invocation): Format => (json || flags['format'] === 'json' ? 'json' : 'pretty');

const configOf = async (root: string, { cwd, flags }: Invocation): Promise<LintConfig> => {
  const { lint: given } = await loadConfig(root, cwd, text(flags['config']));
  return rejectUnknownRules(withRuleOptions(parseLintConfig(given), texts(flags['rule'])));
};

const day = (): string => new Date().toISOString().slice(0, 10);

const deliver = (report: string, { cwd, flags, terminal }: Invocation): void => {
  const output = text(flags['output']);
  if (output === undefined) terminal.out(report);
  else writeReport(resolve(cwd, output), report);
};

const run = async (invocation: Invocation): Promise<ExitCode> => {
  const { args: [paths], cwd, flags, terminal } = invocation;
  const accepted = maxWarnings(text(flags['maxWarnings']));
  const started = performance.now();
  const place = locateSystem(cwd, texts(paths));
  const config = await configOf(place.root, invocation);
  const system = readSystem(place);
  requireSystem(system);
  const { files, model, shown } = system;
  const report = lint({ files, model, rules, config, today: day() });
  const paint = paintFor({ color: terminal.color && flags['output'] === undefined });
  const durationMs = performance.now() - started;
  deliver(formats[formatOf(invocation)](report, { root: shown, durationMs, paint, read: files.read }), invocation);
  return fails(summarise(report), accepted) ? ExitCode.failed : ExitCode.done;
};

export const command: CommandSpec = {
  name: 'lint',
  summary: 'find architecture anti-patterns, with evidence',
  arguments: [{ name: '[paths...]', description: 'folders of the system; their common parent is its root (default: here)' }],
  flags: [
    { flags: '--format <format>', description: 'how the report looks', choices: Object.keys(formats), default: 'pretty' },
    { flags: '--output <file>', description: 'write the report to a file' },
    { flags: '--config <file>', description: 'configuration instead of ms.config.ts' },
    { flags: '--rule <id=level>', description: `set the level of a rule (${levels.join(', ')}); may be repeated`, repeatable: true },
    { flags: '--max-warnings <count>', description: 'fail when there are more warnings than this' },
  ],
  examples: ['ms lint', 'ms lint --rule no-tracing=off --max-warnings 0', 'ms lint ../other-system --format json --output report.json'],
  run,
};
