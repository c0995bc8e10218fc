import type { Call } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { judgedServices, namesOf } from '../../evidence/subjects.ts';

const toPositive = (call: Call): Positive => ({
  verdict: 'positive',
  messageId: call.to === null ? 'unknown-target' : 'service',
  data: { from: call.from, to: call.to ?? '', client: call.client, method: call.method ?? '', path: call.path ?? '' },
  services: call.to === null ? [call.from] : [call.from, call.to],
  at: call,
  related: [...(call.loop === undefined ? [] : [call.loop]), ...call.resolvedBy],
});

export const callInLoop = {
  id: 'call-in-loop',
  tier: 'warning',
  subject: 'site',
  messages: {
    service: {
      problem: '{from} calls {to} once for each element of a collection',
      help: 'Ask once for all of them: a route that takes a list of ids, or a copy of the data that events keep up to date.',
    },
    'unknown-target': {
      problem: '{from} makes a call to an address that is not known once for each element of a collection',
      help: 'Ask once for all of them: a route that takes a list of ids, or a copy of the data that events keep up to date.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    // Far from the loop and to an address that is not known it is as likely a helper that asks anybody.
    const counts = (call: Call): boolean => call.toKind === 'service' || (call.toKind === 'unknown' && call.loop === undefined);
    return model.calls.filter((call) => judged.has(call.from) && call.inLoop && counts(call)).map(toPositive);
  },
} as const satisfies Rule;
