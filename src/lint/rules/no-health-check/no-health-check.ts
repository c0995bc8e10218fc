import type { Model, Service } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { judgedServices, siteOf } from '../../evidence/subjects.ts';

/** Runs and ends: it serves nothing, listens to nothing and follows no events. */
const isJob = (model: Model, { name, role, framework, ports }: Service): boolean =>
  (role === 'worker' || framework === null) &&
  ports.length === 0 &&
  !model.routes.some((route) => route.service === name) &&
  !model.events.some((event) => event.service === name && event.direction === 'consume');

const toPositive = (service: Service): Positive => ({
  verdict: 'positive',
  messageId: 'none',
  data: { service: service.name },
  services: [service.name],
  at: siteOf(service),
  related: service.evidence,
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
    const healthy = new Set(model.features.filter((feature) => feature.kind === 'health').map((feature) => feature.service));
    return judgedServices(model).filter((service) => !healthy.has(service.name) && !isJob(model, service)).map(toPositive);
  },
} as const satisfies Rule;
