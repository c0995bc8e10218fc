import type { Files } from '../system/files.ts';
import type { Model } from '../system/model.ts';
import { effectiveTier, type LintConfig } from './config.ts';
import { fingerprints } from './fingerprint.ts';
import { fillMessage } from './message.ts';
import { invalidSuppression } from './meta/invalid-suppression/invalid-suppression.ts';
import { compareFindings, compareUnevaluated } from './order.ts';
import type { Finding, NotEvaluable, Positive, Report, Rule, Unevaluated } from './rule.ts';
import { readDirectives, suppressionOf, type Directive } from './suppressions.ts';

export interface LintInput {
  readonly files: Files;
  readonly model: Model;
  readonly rules: readonly Rule[];
  readonly config: LintConfig;
  /** YYYY-MM-DD; the day exceptions expire against. */
  readonly today: string;
}

type Reporting = Pick<Rule, 'id' | 'tier' | 'messages'>;

const placeOf = ({ at }: Positive): Finding['location'] => ({ file: at.file, line: at.line, column: at.column ?? 1 });

const toFindings = (rule: Reporting, positives: readonly Positive[], config: LintConfig): readonly Finding[] => {
  const tier = effectiveTier(rule, config);
  if (tier === null) return [];
  const inOrder = [...positives].sort((a, b) => a.at.line - b.at.line || (a.at.column ?? 1) - (b.at.column ?? 1));
  const prints = fingerprints(inOrder.map((positive) => ({ ...positive, rule: rule.id, file: positive.at.file })));
  return inOrder.map((positive, index) => {
    const message = rule.messages[positive.messageId];
    if (message === undefined) throw new Error(`${rule.id} has no message "${positive.messageId}".`);
    return {
      rule: rule.id,
      tier,
      services: positive.services,
      message: fillMessage(message.problem, positive.data),
      help: fillMessage(message.help, positive.data),
      location: placeOf(positive),
      related: positive.related,
      fingerprint: prints[index] ?? '',
      suppressed: null,
      fix: null,
    };
  });
};

interface Outcome {
  readonly findings: readonly Finding[];
  readonly notEvaluable: readonly Unevaluated[];
}

const evaluate = (rule: Rule, { model, config }: LintInput): Outcome => {
  const verdicts = rule.check(model, { ...rule.options, ...config.options?.[rule.id] });
  const open = verdicts.filter((verdict): verdict is NotEvaluable => verdict.verdict === 'not-evaluable');
  const positives = verdicts.filter((verdict): verdict is Positive => verdict.verdict === 'positive');
  return { findings: toFindings(rule, positives, config), notEvaluable: unique(open.map(({ services, reason }) => ({ rule: rule.id, services, reason }))) };
};

const unique = (list: readonly Unevaluated[]): readonly Unevaluated[] => [...new Map(list.map((item) => [JSON.stringify(item), item])).values()];

const checkDirectives = (directives: readonly Directive[], { rules, config }: LintInput): readonly Finding[] =>
  toFindings(invalidSuppression, invalidSuppression.check(directives, [...rules.map((rule) => rule.id), invalidSuppression.id]), config);

/** Model -> verdicts -> findings. Pure: the same files, configuration and day give the same report. */
export const lint = (input: LintInput): Report => {
  const { files, model, rules, config, today } = input;
  const directives = readDirectives(files);
  const outcomes = rules.filter((rule) => effectiveTier(rule, config) !== null).map((rule) => evaluate(rule, input));
  const findings = [...outcomes.flatMap((outcome) => outcome.findings), ...checkDirectives(directives, input)];
  const suppressions = { directives, ignore: config.ignore ?? [], today };
  return {
    findings: findings.map((finding) => ({ ...finding, suppressed: suppressionOf(finding, suppressions) })).sort(compareFindings),
    notEvaluable: outcomes.flatMap((outcome) => outcome.notEvaluable).sort(compareUnevaluated),
    services: model.services,
    coverage: model.coverage,
  };
};
