import type { Retry } from '../../../system/shape-model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { judgedServices, namesOf } from '../../evidence/subjects.ts';

const wrongs = (retry: Retry): readonly string[] => [
  ...(retry.bounded === false ? ['endless'] : []),
  ...(retry.backoff === false ? ['at-once'] : []),
  ...((retry.method === 'POST' || retry.method === 'PATCH') && !retry.idempotencyKey ? ['twice'] : []),
];

const toPositive = (retry: Retry): readonly Positive[] =>
  wrongs(retry).slice(0, 1).map((messageId) => ({ verdict: 'positive', messageId, data: { service: retry.service, by: retry.by, method: retry.method ?? '' }, services: [retry.service], at: retry, related: [] }));

export const unboundedRetry = {
  id: 'unbounded-retry',
  tier: 'warning',
  subject: 'site',
  messages: {
    endless: { problem: '{service} tries again for ever ({by})', help: 'Give up after a few attempts and say so, so that an outage of the callee is not followed by a storm.' },
    'at-once': { problem: '{service} tries again at once ({by})', help: 'Wait between the attempts, longer each time and with some chance in it, so that the callers do not come back together.' },
    twice: { problem: '{service} tries a {method} again that may have been done already ({by})', help: 'Send an Idempotency-Key that the callee checks, or try only what may happen twice.' },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    return model.retries.filter(({ service }) => judged.has(service)).flatMap(toPositive);
  },
} as const satisfies Rule;
