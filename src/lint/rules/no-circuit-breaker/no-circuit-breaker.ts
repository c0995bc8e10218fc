import type { Call } from '../../../system/model.ts';
import type { Rule, Verdict } from '../../rule.ts';
import { judgedServices, namesOf } from '../../evidence/subjects.ts';

const toVerdict = (call: Call): Verdict => {
  if (call.to === null) {
    return { verdict: 'not-evaluable', services: [call.from], reason: call.unresolved ?? 'it is not known whom an unguarded call reaches' };
  }
  return {
    verdict: 'positive',
    messageId: 'service',
    data: { from: call.from, to: call.to, client: call.client, method: call.method ?? '', path: call.path ?? '' },
    services: [call.from, call.to],
    at: call,
    related: call.resolvedBy,
    // Other clients have options and answers of their own, which no contract knows.
    ...(call.client === 'fetch' ? { fix: { kind: 'guarded-client', file: call.file, title: `call ${call.to} through its guarded client`, from: call.from, to: call.to } } : {}),
  };
};

export const noCircuitBreaker = {
  id: 'no-circuit-breaker',
  tier: 'warning',
  subject: 'site',
  messages: {
    service: {
      problem: '{from} calls {to} outside any circuit breaker',
      help: 'Run the call inside a breaker (cockatiel, opossum), one for each target, so that the caller fails fast while the callee is down.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    return model.calls.filter((call) => judged.has(call.from) && call.toKind !== 'third-party' && !call.breaker).map(toVerdict);
  },
} as const satisfies Rule;
