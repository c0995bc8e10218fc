import { ExitCode, UserError } from '../shared/errors.ts';
import type { Options, Rule, Tier } from './rule.ts';

/** What `ms.config.ts` and `--rule` say about a rule. */
export const levels = ['off', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

/** A standing exception. Without `services` it holds for every finding of the rule; `expires` (YYYY-MM-DD) is its last day. */
export interface IgnoreEntry {
  readonly rule: string;
  readonly services?: readonly string[];
  readonly reason: string;
  readonly expires?: string;
}

/** The `lint` part of `ms.config.ts`. */
export interface LintConfig {
  readonly rules?: Readonly<Record<string, Level>>;
  /** Options by rule id, over the rule's own. */
  readonly options?: Readonly<Record<string, Options>>;
  readonly ignore?: readonly IgnoreEntry[];
}

const tierOf = { info: 'info', warn: 'warning', error: 'error' } as const satisfies Record<Exclude<Level, 'off'>, Tier>;

/** The tier a rule has under a configuration; null when it is off. */
export const effectiveTier = (rule: Pick<Rule, 'id' | 'tier'>, config: LintConfig): Tier | null => {
  const level = config.rules?.[rule.id];
  if (level === undefined) return rule.tier;
  return level === 'off' ? null : tierOf[level];
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isLevel = (value: unknown): value is Level => levels.some((level) => level === value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));

const wrong = (where: string, hint: string): UserError => new UserError(ExitCode.usage, `${where} is not valid`, hint);

const parseRules = (value: unknown): Record<string, Level> => {
  if (!isRecord(value)) throw wrong('lint.rules', 'Give an object such as { "no-timeout": "warn" }.');
  return Object.fromEntries(
    Object.entries(value).map(([id, level]) => {
      if (!isLevel(level)) throw wrong(`lint.rules["${id}"]`, `Give one of ${levels.join(', ')}.`);
      return [id, level];
    }),
  );
};

const parseIgnore = (value: unknown, index: number): IgnoreEntry => {
  const where = `lint.ignore[${index}]`;
  if (!isRecord(value)) throw wrong(where, 'Give an object { rule, services, reason, expires }.');
  const { rule, services, reason, expires } = value;
  if (!isText(rule)) throw wrong(`${where}.rule`, 'Name the rule that the exception is about.');
  if (!isText(reason)) throw wrong(`${where}.reason`, 'Say why the finding is accepted; an exception without a reason is never applied.');
  if (services !== undefined && !(Array.isArray(services) && services.every(isText))) throw wrong(`${where}.services`, 'Give a list of service names.');
  if (expires !== undefined && !isDay(expires)) throw wrong(`${where}.expires`, 'Give a day such as "2027-01-31".');
  return { rule, reason, ...(services === undefined ? {} : { services }), ...(expires === undefined ? {} : { expires }) };
};

/**
 * Checks the `lint` part of a configuration file.
 * @throws UserError (exit 2) that names the first wrong key
 */
export const parseLintConfig = (value: unknown): LintConfig => {
  if (value === undefined) return {};
  if (!isRecord(value)) throw wrong('lint', 'Give an object { rules, ignore }.');
  const { rules, ignore } = value;
  if (ignore !== undefined && !Array.isArray(ignore)) throw wrong('lint.ignore', 'Give a list of exceptions.');
  return {
    ...(rules === undefined ? {} : { rules: parseRules(rules) }),
    ...(ignore === undefined ? {} : { ignore: ignore.map(parseIgnore) }),
  };
};

/**
 * `--rule id=level` options over a configuration.
 * @throws UserError (exit 2) for a malformed option or an unknown level
 */
export const withRuleOptions = (config: LintConfig, options: readonly string[]): LintConfig => {
  const given = options.map((option) => {
    const [id, level, ...rest] = option.split('=');
    if (!isText(id) || !isLevel(level) || rest.length > 0) {
      throw new UserError(ExitCode.usage, `--rule ${option} is not <id>=<level>`, `Write for instance --rule no-timeout=warn; the levels are ${levels.join(', ')}.`);
    }
    return [id, level] as const;
  });
  return { ...config, rules: { ...config.rules, ...Object.fromEntries(given) } };
};
