import type { LiteralConnection } from '../../../system/model.ts';
import { bySite, judgedServices, namesOf, sortedNames } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

const toPositive = ([first, ...rest]: readonly [LiteralConnection, ...LiteralConnection[]]): Positive => ({
  verdict: 'positive',
  messageId: first.fallback ? 'fallback' : 'literal',
  data: { service: first.service, url: first.url },
  services: sortedNames([first, ...rest].map(({ service }) => service)),
  at: first,
  related: [],
});

export const hardcodedConnection = {
  id: 'hardcoded-connection',
  tier: 'warning',
  subject: 'site',
  messages: {
    literal: {
      problem: '{service} has the address of a database or broker in its code: {url}',
      help: 'Read it from the environment and stop with the name of the variable when it is missing.',
    },
    fallback: {
      problem: '{service} falls back to the address of a database or broker in its code: {url}',
      help: 'Leave the fallback out and stop with the name of the variable when it is missing; a default for developers belongs into .env.example.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    return bySite(model.connections.filter(({ service }) => judged.has(service))).map(toPositive);
  },
} as const satisfies Rule;
