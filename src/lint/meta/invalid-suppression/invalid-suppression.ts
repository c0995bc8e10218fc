import type { Message, Positive } from '../../rule.ts';
import type { Directive } from '../../suppressions.ts';

/** About the comments of the linter itself, so it reads those and not the model. */
export const invalidSuppression = {
  id: 'invalid-suppression',
  tier: 'error',
  messages: {
    'no-rule': { problem: 'A suppression names no rule', help: 'Write // ms-disable-next-line <rule> -- <reason>.' },
    'unknown-rule': { problem: 'A suppression names {rule}, which is no rule', help: 'Run ms explain to see the rules.' },
    'no-reason': { problem: 'A suppression of {rule} gives no reason and is not applied', help: 'Write the reason after two dashes: // ms-disable-next-line {rule} -- <reason>.' },
  } satisfies Record<string, Message>,
  check: (directives: readonly Directive[], known: readonly string[]): readonly Positive[] =>
    directives.flatMap((directive) => problemsOf(directive, known).map(({ messageId, rule }) => ({
      verdict: 'positive' as const,
      messageId,
      data: { rule },
      services: [],
      at: directive,
      related: [],
    }))),
} as const;

const problemsOf = ({ rules, reason }: Directive, known: readonly string[]): readonly { readonly messageId: string; readonly rule: string }[] => {
  if (rules.length === 0) return [{ messageId: 'no-rule', rule: '' }];
  const unknown = rules.filter((rule) => !known.includes(rule)).map((rule) => ({ messageId: 'unknown-rule', rule }));
  return reason === null ? [...unknown, { messageId: 'no-reason', rule: rules.join(', ') }] : unknown;
};
