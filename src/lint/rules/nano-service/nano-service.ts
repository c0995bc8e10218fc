import type { Rule, Verdict } from '../../rule.ts';
import { businessEntries, nanoServices, sizeOf } from '../../evidence/cuts.ts';
import { note, siteOf } from '../../evidence/subjects.ts';

export const nanoService = {
  id: 'nano-service',
  tier: 'info',
  subject: 'service',
  options: { entries: 2, share: 0.5 },
  messages: {
    nano: {
      problem: '{service} does next to nothing: {entries} routes and consumers in {lines} lines',
      help: 'Ask whether it earns its deployment, its monitoring and its network; else make it a module of the service that needs it.',
    },
  },
  check: (model, options): readonly Verdict[] =>
    nanoServices(model, options).map((service) => {
      const entries = businessEntries(model, service);
      return {
        verdict: 'positive', messageId: 'nano', data: { service: service.name, entries: entries.length, lines: sizeOf(model, service)?.lines ?? 0 },
        services: [service.name], at: siteOf(service), related: entries.map((entry) => note(entry, 'path' in entry ? `${entry.method} ${entry.path}` : `consumes ${entry.channel ?? 'events'}`)),
      };
    }),
} as const satisfies Rule<{ entries: number; share: number }>;
