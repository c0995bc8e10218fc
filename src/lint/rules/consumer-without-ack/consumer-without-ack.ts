import { consumersWith } from '../../evidence/consumers.ts';
import { note } from '../../evidence/subjects.ts';
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
  check: (model) => consumersWith(model, 'auto').map(({ consumer, channels, services }): Positive => ({
    verdict: 'positive', messageId: 'early', data: { service: services.join(', '), channel: channels }, services, at: consumer,
    related: [...consumer.settledBy, note(consumer, `consumes ${channels} from ${consumer.broker}`)],
  })),
} as const satisfies Rule;
