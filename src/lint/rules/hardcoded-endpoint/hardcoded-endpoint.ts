import type { LiteralEndpoint } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { bySite, judgedServices, namesOf, sortedNames } from '../../evidence/subjects.ts';

const toPositive = ([first, ...rest]: readonly [LiteralEndpoint, ...LiteralEndpoint[]]): Positive => ({
  verdict: 'positive',
  messageId: first.fallback ? 'fallback' : 'literal',
  data: { from: first.from, to: first.to, url: first.url },
  services: [...sortedNames([first, ...rest].map(({ from }) => from)), first.to],
  at: first,
  related: first.resolvedBy,
});

export const hardcodedEndpoint = {
  id: 'hardcoded-endpoint',
  tier: 'error',
  subject: 'site',
  messages: {
    literal: {
      problem: '{from} has the address of {to} in its code: {url}',
      help: 'Read the address from the environment or from service discovery, and refuse to start without it.',
    },
    fallback: {
      problem: '{from} falls back to an address of {to} in its code: {url}',
      help: 'Drop the fallback and refuse to start when the variable is missing; a forgotten variable otherwise calls the wrong place in silence.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    return bySite(model.literals.filter((literal) => judged.has(literal.from))).map(toPositive);
  },
} as const satisfies Rule;
