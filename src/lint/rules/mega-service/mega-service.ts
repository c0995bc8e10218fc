import type { Rule, Verdict } from '../../rule.ts';
import { cutServices, resourcesOf, sizeOf } from '../../evidence/cuts.ts';
import { siteOf } from '../../evidence/subjects.ts';

export const megaService = {
  id: 'mega-service',
  tier: 'info',
  subject: 'service',
  options: { share: 0.39, services: 3, resources: 3 },
  messages: {
    mega: {
      problem: '{service} has {percent} % of the code of all services and serves {count} resources: {resources}',
      help: 'See which of the resources share data and change together; what does not is a service of its own.',
    },
  },
  check: (model, { share, services: enough, resources: several }): readonly Verdict[] => {
    const sizes = cutServices(model).map((service) => ({ service, lines: sizeOf(model, service)?.lines ?? 0 })).filter(({ lines }) => lines > 0);
    const total = sizes.reduce((sum, { lines }) => sum + lines, 0);
    if (sizes.length < enough) return [];
    return sizes.filter(({ lines }) => lines > total * share).flatMap(({ service, lines }) => {
      const resources = resourcesOf(model, service);
      if (resources.length < several) return [];
      const data = { service: service.name, percent: Math.round((100 * lines) / total), count: resources.length, resources: resources.slice(0, 5).join(', ') };
      return [{ verdict: 'positive', messageId: 'mega', data, services: [service.name], at: siteOf(service), related: [] }];
    });
  },
} as const satisfies Rule<{ share: number; services: number; resources: number }>;
