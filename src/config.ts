/**
 * The public face of `ms.config.ts`:
 *
 *     import { defineConfig } from 'create-microservice/config';
 *     export default defineConfig({ lint: { rules: { 'no-tracing': 'off' } } });
 *
 * `ms.config.json` takes the same keys; its schema is `config.schema.json` of this package.
 */

export type RuleLevel = 'off' | 'info' | 'warn' | 'error';

/** Thresholds and switches of a rule; `ms explain <rule>` names them. */
export type RuleOptions = Readonly<Record<string, number | boolean>>;

/** A finding that is accepted for a reason. */
export interface IgnoredFinding {
  readonly rule: string;
  /** Names of the subject's services; without it, the rule is ignored for all. */
  readonly services?: readonly string[];
  readonly reason: string;
  /** Last day of the exception, `YYYY-MM-DD`. */
  readonly expires?: string;
}

/** What a service is for; what it does tells, unless it is said here. */
export type ServiceRole = 'business' | 'gateway' | 'worker' | 'ui' | 'infra';

export interface Config {
  readonly lint?: {
    /** Levels by rule id, instead of the rule's own; with options: `'mega-service': ['info', { share: 0.5 }]`. */
    readonly rules?: Readonly<Record<string, RuleLevel | readonly [level: RuleLevel, options: RuleOptions]>>;
    readonly ignore?: readonly IgnoredFinding[];
    /** Service -> services that it may depend on. What is not named may depend on any. */
    readonly dependencies?: Readonly<Record<string, readonly string[]>>;
    /** Services that the analyzer does not find, or does not see for what they are: name -> folder, relative to the root; with a role: `{ path: 'jobs/mailer', role: 'worker' }`. */
    readonly services?: Readonly<Record<string, string | { readonly path: string; readonly role?: ServiceRole }>>;
    /** The baseline, relative to the root; `ms-baseline.json` is taken without being named. */
    readonly baseline?: string;
  };
  readonly dev?: {
    /** Port of each service under `ms dev`; one that is taken is moved. */
    readonly ports?: Readonly<Record<string, number>>;
  };
}

/** Gives the editor the types; returns what it is given. */
export const defineConfig = (config: Config): Config => config;
