/**
 * The public face of `ms.config.ts`:
 *
 *     import { defineConfig } from 'create-microservice/config';
 *     export default defineConfig({ dev: { ports: { gateway: 3000 } } });
 */

export type RuleLevel = 'off' | 'info' | 'warn' | 'error';

/** A finding that is accepted for a reason. */
export interface IgnoredFinding {
  readonly rule: string;
  /** Names of the subject's services; without it, the rule is ignored for all. */
  readonly services?: readonly string[];
  readonly reason: string;
  /** Last day of the exception, `YYYY-MM-DD`. */
  readonly expires?: string;
}

export interface Config {
  readonly lint?: {
    /** Levels by rule id, instead of the rule's own. */
    readonly rules?: Readonly<Record<string, RuleLevel>>;
    readonly ignore?: readonly IgnoredFinding[];
  };
  readonly dev?: {
    /** Port of each service under `ms dev`; one that is taken is moved. */
    readonly ports?: Readonly<Record<string, number>>;
  };
}

/** Gives the editor the types; returns what it is given. */
export const defineConfig = (config: Config): Config => config;
