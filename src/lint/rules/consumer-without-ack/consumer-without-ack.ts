import { judgedServices, namesOf, note } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

export const consumerWithoutAck = {
  id: 'consumer-without-ack',
  tier: 'warning',
  subject: 'site',
  messages: {
    early: {
      problem: '{service} acknowledges messages of {channel} before their work is done; what is in work when it stops is lost',
      help: 'Switch automatic acknowledgement off (noAck: false) and acknowledge each message after its work.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    return model.events.filter(({ service, direction, ack }) => judged.has(service) && direction === 'consume' && ack === 'auto').map((consumer): Positive => ({
      verdict: 'positive', messageId: 'early',
      data: { service: consumer.service, channel: consumer.channel ?? 'a queue' },
      services: [consumer.service], at: consumer,
      related: [...consumer.settledBy, note(consumer, `consumes ${consumer.channel ?? 'messages'} from ${consumer.broker}`)],
    }));
  },
} as const satisfies Rule;
