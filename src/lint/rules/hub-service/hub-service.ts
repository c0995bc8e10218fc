import type { Rule, Verdict } from '../../rule.ts';
import { cutServices } from '../../evidence/cuts.ts';
import { edgeNote, syncEdges } from '../../evidence/graph.ts';
import { siteOf } from '../../evidence/subjects.ts';

export const hubService = {
  id: 'hub-service',
  tier: 'info',
  subject: 'service',
  options: { callers: 6, deviations: 2 },
  messages: {
    hub: {
      problem: '{service} is called by {callers} services, far more than any other',
      help: 'Let the callers follow its events or keep a copy of what they read most; see whether it does several jobs that can part.',
    },
  },
  check: (model, { callers, deviations }): readonly Verdict[] => {
    const edges = Map.groupBy(syncEdges(model), ({ to }) => to);
    const services = cutServices(model);
    const degrees = services.map(({ name }) => edges.get(name)?.length ?? 0);
    const mean = degrees.reduce((sum, degree) => sum + degree, 0) / Math.max(1, degrees.length);
    const sigma = Math.sqrt(degrees.reduce((sum, degree) => sum + (degree - mean) ** 2, 0) / Math.max(1, degrees.length));
    const least = Math.max(callers, mean + deviations * sigma);
    return services.flatMap((service) => {
      const own = edges.get(service.name) ?? [];
      return own.length < least ? [] : [{ verdict: 'positive', messageId: 'hub', data: { service: service.name, callers: own.length }, services: [service.name], at: siteOf(service), related: own.flatMap(edgeNote) }];
    });
  },
} as const satisfies Rule<{ callers: number; deviations: number }>;
