import type { Service } from '../../../system/model.ts';
import { isJob, judgedServices, servicesWith, siteOf } from '../../evidence/subjects.ts';
import type { Positive, Rule } from '../../rule.ts';

const toPositive = (service: Service): Positive => ({
  verdict: 'positive',
  messageId: 'none',
  data: { service: service.name },
  services: [service.name],
  at: siteOf(service),
  related: service.evidence,
});

export const noMetrics = {
  id: 'no-metrics',
  tier: 'info',
  subject: 'service',
  messages: {
    none: {
      problem: '{service} measures nothing',
      help: 'Count requests, errors and durations with prom-client or OpenTelemetry and expose or push them, so that somebody sees trouble before a customer does.',
    },
  },
  check: (model) => {
    const measured = servicesWith(model, 'metrics');
    return judgedServices(model).filter((service) => !measured.has(service.name) && !isJob(model, service)).map(toPositive);
  },
} as const satisfies Rule;
