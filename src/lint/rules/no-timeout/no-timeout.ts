import type { Call } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { judgedServices, namesOf } from '../../evidence/subjects.ts';

const toPositive = (call: Call): Positive => ({
  verdict: 'positive',
  messageId: call.to === null ? 'unknown-target' : 'service',
  data: { from: call.from, to: call.to ?? '', client: call.client, method: call.method ?? '', path: call.path ?? '' },
  services: call.to === null ? [call.from] : [call.from, call.to],
  at: call,
  related: call.resolvedBy,
  fix: { kind: 'timeout', file: call.file, title: 'bound the call by 5 s', client: call.client },
});

export const noTimeout = {
  id: 'no-timeout',
  tier: 'error',
  subject: 'site',
  messages: {
    service: {
      problem: '{from} calls {to} without a timeout',
      help: 'Bound the call, with AbortSignal.timeout(5000) for instance or the timeout of the client, so that a slow callee cannot hold the requests of its caller.',
    },
    'unknown-target': {
      problem: '{from} makes a call without a timeout to an address that is not known',
      help: 'Bound the call, with AbortSignal.timeout(5000) for instance or the timeout of the client, and make the address readable from the code or the deployment files.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    return model.calls.filter((call) => judged.has(call.from) && call.toKind !== 'third-party' && !call.timeout).map(toPositive);
  },
} as const satisfies Rule;
