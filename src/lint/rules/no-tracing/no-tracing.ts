import type { Evidence, EventSite, Model, Service } from '../../../system/model.ts';
import type { Rule, Verdict } from '../../rule.ts';
import { judgedServices, note, servicesWith, siteOf } from '../../evidence/subjects.ts';

const syncEdge = (model: Model, name: string): Evidence | undefined => {
  const call = model.calls.find(({ from, to }) => to !== null && from !== to && (from === name || to === name));
  return call && note(call, `${call.from} calls ${call.to}`);
};

const meet = (a: EventSite, b: EventSite): boolean =>
  a.service !== b.service && a.direction !== b.direction && a.broker === b.broker && a.channel !== null && a.channel === b.channel;

const asyncEdge = (model: Model, name: string): Evidence | undefined => {
  const event = model.events.find((site) => site.service === name && model.events.some((other) => meet(site, other)));
  return event && note(event, `${name} ${event.direction === 'publish' ? 'publishes' : 'consumes'} ${event.channel}`);
};

/** Traffic whose other end is not known: there may be an edge. */
const maybeEdge = (model: Model, name: string): boolean =>
  model.calls.some(({ from, toKind }) => from === name && toKind === 'unknown') ||
  model.events.some(({ service, channel }) => service === name && channel === null);

const verdictOf = (model: Model, service: Service): readonly Verdict[] => {
  const edge = syncEdge(model, service.name) ?? asyncEdge(model, service.name);
  if (edge !== undefined) {
    return [{ verdict: 'positive', messageId: 'none', data: { service: service.name }, services: [service.name], at: siteOf(service), related: [edge] }];
  }
  if (!maybeEdge(model, service.name)) return [];
  return [{ verdict: 'not-evaluable', services: [service.name], reason: 'whom it talks to cannot be resolved' }];
};

export const noTracing = {
  id: 'no-tracing',
  tier: 'warning',
  subject: 'service',
  messages: {
    none: {
      problem: '{service} takes part in requests across services and starts no tracer',
      help: 'Start OpenTelemetry before anything else (node --import ./tracing.ts) and export to a collector, so that a slow request can be followed through every service.',
    },
  },
  check: (model) => {
    const traced = servicesWith(model, 'tracing');
    return judgedServices(model).filter((service) => !traced.has(service.name)).flatMap((service) => verdictOf(model, service));
  },
} as const satisfies Rule;
