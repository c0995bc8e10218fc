import type { EventSite } from '../../../system/model.ts';
import { judgedServices, namesOf, note } from '../../evidence/subjects.ts';
import type { Positive, Rule, Verdict } from '../../rule.ts';

const failing = { requeue: 'again', drop: 'dropped' } as const;

const nameOf = ({ channel }: EventSite): string => channel ?? 'a queue';

const judge = (consumer: EventSite): Verdict => {
  const { service, onFailure } = consumer;
  if (onFailure !== 'requeue' && onFailure !== 'drop') return { verdict: 'not-evaluable', services: [service], reason: `what becomes of a message of ${nameOf(consumer)} whose work fails is not in the code` };
  return {
    verdict: 'positive', messageId: failing[onFailure], data: { service, channel: nameOf(consumer) }, services: [service], at: consumer,
    related: [...consumer.settledBy, note(consumer, `consumes ${consumer.channel ?? 'messages'} from ${consumer.broker}`)],
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
  check: (model): readonly Verdict[] => {
    const judged = namesOf(judgedServices(model));
    return model.events.filter(({ service, direction, ack }) => judged.has(service) && direction === 'consume' && ack === 'manual')
      .filter(({ onFailure }) => onFailure !== 'dead-letter' && onFailure !== 'bounded-retry').map(judge);
  },
} as const satisfies Rule;
