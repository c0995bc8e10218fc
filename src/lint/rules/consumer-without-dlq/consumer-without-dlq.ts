import { consumersWith, type Consuming } from '../../evidence/consumers.ts';
import { note } from '../../evidence/subjects.ts';
import type { Positive, Rule, Verdict } from '../../rule.ts';

const failing = { requeue: 'again', drop: 'dropped' } as const;

const judge = ({ consumer, channels, services }: Consuming): Verdict => {
  const { onFailure } = consumer;
  if (onFailure !== 'requeue' && onFailure !== 'drop') return { verdict: 'not-evaluable', services, reason: `what becomes of a message of ${channels} whose work fails is not in the code` };
  return {
    verdict: 'positive', messageId: failing[onFailure], data: { service: services.join(', '), channel: channels }, services, at: consumer,
    related: [...consumer.settledBy, note(consumer, `consumes ${channels} from ${consumer.broker}`)],
  } satisfies Positive;
};

export const consumerWithoutDlq = {
  id: 'consumer-without-dlq',
  tier: 'warning',
  subject: 'site',
  messages: {
    again: {
      problem: 'A message of {channel} whose work fails in {service} comes again without end',
      help: 'Give the queue a dead-letter exchange and reject what fails for good (nack without requeue), or limit how often a message is delivered.',
    },
    dropped: {
      problem: 'A message of {channel} whose work fails in {service} is dropped',
      help: 'Give the queue a dead-letter exchange, so that what fails is kept and can be looked at and sent again.',
    },
  },
  check: (model): readonly Verdict[] =>
    consumersWith(model, 'manual').filter(({ consumer: { onFailure } }) => onFailure !== 'dead-letter' && onFailure !== 'bounded-retry').map(judge),
} as const satisfies Rule;
