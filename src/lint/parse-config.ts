import { ExitCode, UserError } from '../shared/errors.ts';
import { isRecord } from '../shared/is-record.ts';
import { keyPath, requireKnownKeys } from '../shared/known-keys.ts';
import { didYouMean } from '../shared/nearest.ts';
import { isLevel, isRole, levels, roles, type IgnoreEntry, type Level, type LintConfig, type ServiceEntry } from './config.ts';
import type { Options, Rule } from './rule.ts';

/** What the parser must know of a rule. */
export type ConfiguredRule = Pick<Rule, 'id' | 'options'>;

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

const isDay = (value: unknown): value is string => {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(value);
};

const wrong = (where: string, hint: string): UserError => new UserError(ExitCode.usage, `${where} is not valid`, hint);

const ruleOf = (id: string, rules: readonly ConfiguredRule[]): ConfiguredRule => {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) throw new UserError(ExitCode.usage, `there is no rule "${id}"`, didYouMean(id, rules.map((one) => one.id)));
  return rule;
};

const parseOptions = (value: unknown, { options = {} }: ConfiguredRule, where: string): Options => {
  if (!isRecord(value)) throw wrong(where, 'Give the options of the rule as an object.');
  const names = Object.keys(options);
  if (names.length === 0) throw new UserError(ExitCode.usage, `${where}: the rule has no options`, 'Give its level alone.');
  requireKnownKeys(value, names, where);
  const [other] = Object.entries(value).find(([name, given]) => typeof given !== typeof options[name] || Number.isNaN(given)) ?? [];
  if (other !== undefined) throw wrong(keyPath(where, other), `Give a ${typeof options[other]}; without it, ${String(options[other])} holds.`);
  return value as Options;
};

type RuleSetting = readonly [id: string, level: Level, options: Options | null];

const parseSetting = (id: string, value: unknown, rules: readonly ConfiguredRule[]): RuleSetting => {
  const where = keyPath('lint.rules', id);
  const rule = ruleOf(id, rules);
  const [level, options, ...rest] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (!isLevel(level) || rest.length > 0) throw wrong(where, `Give one of ${levels.join(', ')}, or [level, options].`);
  return [id, level, options === undefined ? null : parseOptions(options, rule, where)];
};

const parseRules = (value: unknown, rules: readonly ConfiguredRule[]): Pick<LintConfig, 'rules' | 'options'> => {
  if (!isRecord(value)) throw wrong('lint.rules', 'Give an object such as { "no-timeout": "warn" }.');
  const settings = Object.entries(value).map(([id, setting]) => parseSetting(id, setting, rules));
  const options = settings.flatMap(([id, , given]) => (given === null ? [] : [[id, given] as const]));
  return { rules: Object.fromEntries(settings.map(([id, level]) => [id, level])), ...(options.length === 0 ? {} : { options: Object.fromEntries(options) }) };
};

const parseIgnore = (value: unknown, index: number, rules: readonly ConfiguredRule[]): IgnoreEntry => {
  const where = `lint.ignore[${index}]`;
  if (!isRecord(value)) throw wrong(where, 'Give an object { rule, services, reason, expires }.');
  requireKnownKeys(value, ['rule', 'services', 'reason', 'expires'], where);
  const { rule, services, reason, expires } = value;
  if (!isText(rule)) throw wrong(`${where}.rule`, 'Name the rule that the exception is about.');
  ruleOf(rule, rules);
  if (!isText(reason)) throw wrong(`${where}.reason`, 'Say why the finding is accepted; an exception without a reason is never applied.');
  if (services !== undefined && !isTexts(services)) throw wrong(`${where}.services`, 'Give a list of service names.');
  if (expires !== undefined && !isDay(expires)) throw wrong(`${where}.expires`, 'Give a day such as "2027-01-31".');
  return { rule, reason, ...(services === undefined ? {} : { services }), ...(expires === undefined ? {} : { expires }) };
};

const parseDependencies = (value: unknown): Readonly<Record<string, readonly string[]>> => {
  if (!isRecord(value)) throw wrong('lint.dependencies', 'Give an object such as { "orders": ["stock"] }.');
  const other = Object.entries(value).find(([, names]) => !isTexts(names));
  if (other !== undefined) throw wrong(keyPath('lint.dependencies', other[0]), 'Give the list of services that it may depend on.');
  return value as Readonly<Record<string, readonly string[]>>;
};

const isFolderInside = (value: unknown): value is string => isText(value) && !/^(?:[/\\]|[A-Za-z]:)/.test(value) && !value.split(/[/\\]/).includes('..');

const parseService = (value: unknown, where: string): string | ServiceEntry => {
  if (isFolderInside(value)) return value;
  if (!isRecord(value)) throw wrong(where, 'Give its folder, relative to the root of the system, or { path, role }.');
  requireKnownKeys(value, ['path', 'role'], where);
  const { path, role } = value;
  if (!isFolderInside(path)) throw wrong(keyPath(where, 'path'), 'Give its folder, relative to the root of the system.');
  if (role !== undefined && !isRole(role)) throw wrong(keyPath(where, 'role'), `Give one of ${roles.join(', ')}.`);
  return { path, ...(role === undefined ? {} : { role }) };
};

const parseServices = (value: unknown): Readonly<Record<string, string | ServiceEntry>> => {
  if (!isRecord(value)) throw wrong('lint.services', 'Give an object such as { "orders": "services/orders" }.');
  return Object.fromEntries(Object.entries(value).map(([name, given]) => [name, parseService(given, keyPath('lint.services', name))]));
};

const parseBaselinePath = (value: unknown): string => {
  if (!isText(value)) throw wrong('lint.baseline', 'Give the path of a file, relative to the root of the system.');
  return value;
};

/** Keys of `lint`. */
const lintKeys = ['rules', 'ignore', 'dependencies', 'services', 'baseline'] as const;

/**
 * Checks the `lint` part of a configuration.
 * @throws UserError (exit 2) that names the first wrong key, and the nearest valid name
 */
export const parseLintConfig = (value: unknown, known: readonly ConfiguredRule[]): LintConfig => {
  if (value === undefined) return {};
  if (!isRecord(value)) throw wrong('lint', `Give an object { ${lintKeys.join(', ')} }.`);
  requireKnownKeys(value, lintKeys, 'lint');
  const { rules, ignore, dependencies, services, baseline } = value;
  if (ignore !== undefined && !Array.isArray(ignore)) throw wrong('lint.ignore', 'Give a list of exceptions.');
  return {
    ...(rules === undefined ? {} : parseRules(rules, known)),
    ...(ignore === undefined ? {} : { ignore: ignore.map((entry, index) => parseIgnore(entry, index, known)) }),
    ...(dependencies === undefined ? {} : { dependencies: parseDependencies(dependencies) }),
    ...(services === undefined ? {} : { services: parseServices(services) }),
    ...(baseline === undefined ? {} : { baseline: parseBaselinePath(baseline) }),
  };
};
