import type { Service } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { isJob, judgedServices, servicesWith, siteOf } from '../../evidence/subjects.ts';

const toPositive = (service: Service): Positive => ({
  verdict: 'positive',
  messageId: 'none',
  data: { service: service.name },
  services: [service.name],
  at: siteOf(service),
  related: service.evidence,
  fix: { kind: 'health-route', file: siteOf(service).file, title: 'serve /health', folder: service.path },
});

export const noHealthCheck = {
  id: 'no-health-check',
  tier: 'warning',
  subject: 'service',
  messages: {
    none: {
      problem: '{service} has no health check',
      help: 'Serve /health/live and /health/ready (the second checks what the service depends on) and name them in the probe, the compose file or the Dockerfile.',
    },
  },
  check: (model) => {
    const healthy = servicesWith(model, 'health');
    return judgedServices(model).filter((service) => !healthy.has(service.name) && !isJob(model, service)).map(toPositive);
  },
} as const satisfies Rule;
