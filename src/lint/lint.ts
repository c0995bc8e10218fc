import type { Files } from '../system/files.ts';
import type { Model, Site } from '../system/model.ts';
import { applyBaseline, type Baseline } from './baseline/baseline.ts';
import { staleEntries } from './baseline/update.ts';
import { effectiveTier, type IgnoreEntry, type LintConfig } from './config.ts';
import { invalidSuppression } from './meta/invalid-suppression/invalid-suppression.ts';
import { staleBaseline } from './meta/stale-baseline/stale-baseline.ts';
import { unusedSuppression } from './meta/unused-suppression/unused-suppression.ts';
import { compareFindings, compareUnevaluated } from './order.ts';
import { metaRules } from './meta.ts';
import type { Finding, NotEvaluable, Positive, Report, Rule, Unevaluated } from './rule.ts';
import { readDirectives, suppressionOf, unneededSuppressions, type Directive, type Suppressions } from './suppressions.ts';
import { toFindings } from './to-findings.ts';

export interface LintInput {
  readonly files: Files;
  readonly model: Model;
  readonly rules: readonly Rule[];
  readonly config: LintConfig;
  /** YYYY-MM-DD; the day that exceptions and flags expire against. */
  readonly today: string;
  /** Relative to the root; where exceptions are said to stand. */
  readonly configFile?: string;
  readonly baseline?: Baseline | null;
  /** Only some folders were read: what is not found may be elsewhere, so no suppression is called needless. */
  readonly partial?: boolean;
  /** Where they were read already. */
  readonly directives?: readonly Directive[];
}

interface Outcome {
  readonly findings: readonly Finding[];
  readonly notEvaluable: readonly Unevaluated[];
}

const evaluate = (rule: Rule, { model, config, today }: LintInput): Outcome => {
  const verdicts = rule.check(model, { ...rule.options, ...config.options?.[rule.id] }, today);
  const open = verdicts.filter((verdict): verdict is NotEvaluable => verdict.verdict === 'not-evaluable');
  const positives = verdicts.filter((verdict): verdict is Positive => verdict.verdict === 'positive');
  return { findings: toFindings(rule, positives, config), notEvaluable: unique(open.map(({ services, reason }) => ({ rule: rule.id, services, reason }))) };
};

const unique = (list: readonly Unevaluated[]): readonly Unevaluated[] => [...new Map(list.map((item) => [JSON.stringify(item), item])).values()];

/** The line of a configuration that gives the reason of an exception: a configuration is a program, so its text is all there is to go by. */
const placeOfEntry = ({ files, configFile = 'ms.config.ts' }: LintInput, { reason }: IgnoreEntry): Site => {
  const lines = (files.read(configFile) ?? '').split('\n');
  return { file: configFile, line: Math.max(0, lines.findIndex((line) => line.includes(reason))) + 1 };
};

const isOn = (rule: Pick<Rule, 'id' | 'tier'>, config: LintConfig): boolean => effectiveTier(rule, config) !== null;

/** Rules that a configuration switches off. */
export const rulesOff = ({ rules, config }: Pick<LintInput, 'rules' | 'config'>): ReadonlySet<string> =>
  new Set([...rules, ...metaRules].filter((rule) => !isOn(rule, config)).map(({ id }) => id));

/** Findings about the suppressions of the other findings. */
const checkSuppressions = (findings: readonly Finding[], suppressions: Suppressions, input: LintInput): readonly Finding[] => {
  const { rules, config } = input;
  const names = [...rules, ...metaRules].map(({ id }) => id);
  const judged = new Set(input.partial === true ? [] : rules.filter((rule) => isOn(rule, config)).map(({ id }) => id));
  const unneeded = unneededSuppressions({ ...suppressions, findings, judged, placeOf: (entry) => placeOfEntry(input, entry) });
  return [
    ...toFindings(invalidSuppression, invalidSuppression.check(suppressions.directives, names), config),
    ...toFindings(unusedSuppression, unusedSuppression.check(unneeded), config),
  ];
};

const checkBaseline = (findings: readonly Finding[], baseline: Baseline, input: LintInput): readonly Finding[] => {
  const stale = input.partial === true ? [] : staleEntries({ entries: baseline.entries, findings, off: rulesOff(input) });
  return toFindings(staleBaseline, staleBaseline.check(baseline, stale, input.today), input.config);
};

/** Model -> verdicts -> findings. Pure: the same files, configuration, baseline and day give the same report. */
export const lint = (input: LintInput): Report => {
  const { files, model, rules, config, today, baseline = null } = input;
  const outcomes = rules.filter((rule) => isOn(rule, config)).map((rule) => evaluate(rule, input));
  const suppressions = { directives: input.directives ?? readDirectives(files), ignore: config.ignore ?? [], today };
  const found = outcomes.flatMap((outcome) => outcome.findings);
  const all = [...found, ...checkSuppressions(found, suppressions, input)].map((finding) => ({ ...finding, suppressed: suppressionOf(finding, suppressions) }));
  const findings = baseline === null ? all : [...applyBaseline(all, baseline, today), ...checkBaseline(all, baseline, input)];
  return {
    findings: findings.toSorted(compareFindings),
    notEvaluable: outcomes.flatMap((outcome) => outcome.notEvaluable).sort(compareUnevaluated),
    services: model.services,
    coverage: model.coverage,
  };
};
