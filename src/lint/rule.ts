import type { Coverage, Evidence, Model, Service, Site } from '../system/model.ts';

/** The whole contract of a rule on one page. A rule is a pure function of the model; it does no I/O and writes no prose beside its messages. */

export type Tier = 'error' | 'warning' | 'info';
type Subject = 'site' | 'service' | 'pair' | 'system' | 'package' | 'manifest' | 'image';

interface Repairable<Kind extends string> {
  /** Name of the file in `lint/fixes/` that knows how. */
  readonly kind: Kind;
  /** Where the repair begins. */
  readonly file: string;
  /** What it does, in a few words. */
  readonly title: string;
}

interface TimeoutFix extends Repairable<'timeout'> {
  readonly client: string;
}

interface HealthRouteFix extends Repairable<'health-route'> {
  /** Of the service. */
  readonly folder: string;
}

/** Variables that are set nowhere, and a line of the file that sets the others of the service. */
interface VariablesFix extends Repairable<'variables'> {
  readonly names: readonly string[];
  readonly line: number;
}

/** Values that two files disagree on: each is replaced on its line, or on the next that has it. */
interface ValuesFix extends Repairable<'values'> {
  readonly replace: readonly { readonly file: string; readonly line: number; readonly from: string; readonly to: string }[];
}

/** A bare call from one service of a generated system to another. */
interface GuardedClientFix extends Repairable<'guarded-client'> {
  readonly from: string;
  readonly to: string;
}

/** What would repair the finding, as data; `--fix` makes a Plan of it. */
export type Fix = TimeoutFix | HealthRouteFix | VariablesFix | ValuesFix | GuardedClientFix;

/** Two sentences with `{name}` holes filled from a verdict's `data`. */
export interface Message {
  /** What happened; no full stop. Becomes `message` in the JSON report. */
  readonly problem: string;
  /** What to do. */
  readonly help: string;
}

/** Becomes part of the fingerprint, so it holds what the finding is about and never a line number. */
export type Data = Readonly<Record<string, string | number>>;

/** The evidence stands and no exclusion does. */
export interface Positive {
  readonly verdict: 'positive';
  /** Key into the rule's `messages`. */
  readonly messageId: string;
  readonly data: Data;
  /** Caller first; pairs sorted; [] for the whole system. */
  readonly services: readonly string[];
  readonly at: Site;
  readonly related: readonly Evidence[];
  /** Where a safe repair is known. */
  readonly fix?: Fix;
}

/** The model does not tell; never silently green. */
export interface NotEvaluable {
  readonly verdict: 'not-evaluable';
  readonly services: readonly string[];
  readonly reason: string;
}

/** What is not mentioned is negative. */
export type Verdict = Positive | NotEvaluable;

/** Thresholds and switches of a rule; `ms.config.ts` sets them beside its level: `'mega-service': ['info', { share: 0.5 }]`. */
export type Options = Readonly<Record<string, number | boolean>>;

export interface Rule<Own extends Options = Options> {
  readonly id: string;
  readonly tier: Tier;
  readonly subject: Subject;
  readonly messages: Readonly<Record<string, Message>>;
  /** What stands on its line is nothing to be shown. */
  readonly conceals?: true;
  /** Every option the rule has, with what holds when nobody sets it. */
  readonly options?: Own;
  /** A method, so that a rule may name the options that it has. `today` is YYYY-MM-DD. */
  check(model: Model, options: Own, today: string): readonly Verdict[];
}

/** Why a finding is not reported, who says so, and where. */
export interface Suppressed {
  readonly reason: string;
  readonly by: 'comment' | 'config' | 'baseline';
  /** Of a comment. */
  readonly at: Site | null;
}

/** What a reporter sees. Shape of `findings[]` in `ms lint --format json`. */
export interface Finding {
  readonly rule: string;
  readonly tier: Tier;
  readonly services: readonly string[];
  readonly message: string;
  readonly help: string;
  readonly location: Required<Site>;
  readonly related: readonly Evidence[];
  readonly fingerprint: string;
  readonly suppressed: Suppressed | null;
  readonly fix: Fix | null;
  /** Its line is not to be shown. */
  readonly conceals?: true;
}

export interface Unevaluated {
  readonly rule: string;
  readonly services: readonly string[];
  readonly reason: string;
}

/** Sorted: the same system gives the same report, whatever the order its files were read in. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly notEvaluable: readonly Unevaluated[];
  readonly services: readonly Service[];
  readonly coverage: Coverage;
}
