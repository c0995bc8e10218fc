import { note } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

/** A gateway that waits for the services behind it is as rigid as they are; that somebody waits for the gateway is another matter. */
const waiting = new Set(['business', 'gateway', 'worker']);
const awaited = new Set(['business', 'worker']);

export const startupOrder = {
  id: 'startup-order',
  tier: 'warning',
  subject: 'site',
  messages: {
    waits: {
      problem: '{from} is started only after {to}',
      help: 'Let the service start without the other: connect when it is needed, retry with backoff, and say in the readiness check what is missing.',
    },
  },
  check: (model) => {
    const services = new Map(model.services.map((service) => [service.name, service]));
    return model.deployment.startDependencies.flatMap((dependency): readonly Positive[] => {
      const { from, to } = dependency;
      const [first, second] = [services.get(from), services.get(to)];
      if (first === undefined || second === undefined || !waiting.has(first.role) || !awaited.has(second.role)) return [];
      const seen = second.evidence.slice(0, 1).map((place) => note(place, `${to} is a service of the system: ${place.note}`));
      return [{ verdict: 'positive', messageId: 'waits', data: { from, to }, services: [from, to], at: dependency, related: [note(dependency, dependency.note), ...seen] }];
    });
  },
} as const satisfies Rule;
