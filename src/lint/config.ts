import { ExitCode, UserError } from '../shared/errors.ts';
import type { Role } from '../system/model.ts';
import type { Options, Rule, Tier } from './rule.ts';

/** What `ms.config.ts` and `--rule` say about a rule. */
export const levels = ['off', 'info', 'warn', 'error'] as const;
export type Level = (typeof levels)[number];

export const isLevel = (value: unknown): value is Level => levels.some((level) => level === value);

/** A standing exception. Without `services` it holds for every finding of the rule; `expires` (YYYY-MM-DD) is its last day. */
export interface IgnoreEntry {
  readonly rule: string;
  readonly services?: readonly string[];
  readonly reason: string;
  readonly expires?: string;
}

/** Roles that a team can give a service. */
export const roles = ['business', 'gateway', 'worker', 'ui', 'infra'] as const satisfies readonly Role[];

export const isRole = (value: unknown): value is Role => roles.some((role) => role === value);

/** A service whose role the analyzer shall not tell by itself. */
export interface ServiceEntry {
  /** Relative to the root. */
  readonly path: string;
  readonly role?: Role;
}

/** The `lint` part of a configuration, checked. */
export interface LintConfig {
  readonly rules?: Readonly<Record<string, Level>>;
  /** Options by rule id, over the rule's own. */
  readonly options?: Readonly<Record<string, Options>>;
  readonly ignore?: readonly IgnoreEntry[];
  /** Service -> services that it may depend on. */
  readonly dependencies?: Readonly<Record<string, readonly string[]>>;
  /** Service -> its folder, relative to the root, or that and its role. */
  readonly services?: Readonly<Record<string, string | ServiceEntry>>;
  /** Path of the baseline, relative to the root. */
  readonly baseline?: string;
}

const tierOf = { info: 'info', warn: 'warning', error: 'error' } as const satisfies Record<Exclude<Level, 'off'>, Tier>;

/** The tier a rule has under a configuration; null when it is off. */
export const effectiveTier = (rule: Pick<Rule, 'id' | 'tier'>, config: LintConfig): Tier | null => {
  const level = config.rules?.[rule.id];
  if (level === undefined) return rule.tier;
  return level === 'off' ? null : tierOf[level];
};

/**
 * `--rule id=level` options over a configuration.
 * @throws UserError (exit 2) for a malformed option or an unknown level
 */
export const withRuleOptions = (config: LintConfig, options: readonly string[]): LintConfig => {
  const given = options.map((option) => {
    const [id = '', level, ...rest] = option.split('=');
    if (id.trim() === '' || !isLevel(level) || rest.length > 0) {
      throw new UserError(ExitCode.usage, `--rule ${option} is not <id>=<level>`, `Write for instance --rule no-timeout=warn; the levels are ${levels.join(', ')}.`);
    }
    return [id, level] as const;
  });
  return { ...config, rules: { ...config.rules, ...Object.fromEntries(given) } };
};
