import { effectiveTier, type LintConfig } from './config.ts';
import { fingerprints } from './fingerprint.ts';
import { fillMessage } from './message.ts';
import type { Finding, Positive, Rule } from './rule.ts';

const placeOf = ({ at }: Positive): Finding['location'] => ({ file: at.file, line: at.line, column: at.column ?? 1 });

/** What a rule says becomes what is reported: tier, words, place and fingerprint. */
export const toFindings = (rule: Pick<Rule, 'id' | 'tier' | 'messages' | 'conceals'>, positives: readonly Positive[], config: LintConfig): readonly Finding[] => {
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
      fix: positive.fix ?? null,
      ...(rule.conceals === undefined ? {} : { conceals: rule.conceals }),
    };
  });
};
