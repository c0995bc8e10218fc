import { judgedServices, note } from '../../evidence/subjects.ts';
import type { Probe } from '../../../system/deployment-model.ts';
import type { Model, Service } from '../../../system/model.ts';
import type { Fix, Rule, Verdict } from '../../rule.ts';

const plain = (path: string): string => path.replace(/[?#].*$/, '').replace(/([^/])\/+$/, '$1');

/** `:id`, `{id}` and `*` stand for one part and for the rest. */
const matches = (route: string, path: string): boolean => {
  const pattern = plain(route).replaceAll(/[.+^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/:\w+\??|\{\w+\}/g, '[^/]+').replaceAll('*', '.*');
  return new RegExp(`^${pattern}$`, 'i').test(plain(path));
};

const isBelow = (path: string, prefix: string): boolean => prefix === '/' || prefix === '' || plain(path).startsWith(plain(prefix));

const understood = new Set(['express', 'fastify', 'nestjs', 'koa', 'hono', 'elysia']);

/** The reason why it cannot be said that nothing serves a path; null when it can. */
const doubt = (model: Model, service: Service, path: string): string | null => {
  const routes = model.routes.filter((route) => route.service === service.name && route.kind === 'http');
  if (!understood.has(service.framework ?? '')) return `the routes of ${service.framework ?? 'its framework'} are not all read`;
  if (routes.length === 0) return 'no route of it was seen';
  if (routes.some((route) => /[{}*()]|\.\./.test(route.path.replaceAll(/\{\w+\}/g, '')) || route.method === 'ALL')) return 'it has routes whose paths are not known or catch everything';
  const open = model.deployment.openPaths.find((one) => one.service === service.name && isBelow(path, one.prefix));
  return open === undefined ? null : open.note;
};

/** What the probe says becomes what the service does, where there is only one thing that can be meant. */
const fixOf = ({ file, line }: Probe, from: string, meant: readonly string[]): { readonly fix?: Fix } => {
  const [to, ...others] = [...new Set(meant)];
  return to === undefined || others.length > 0 ? {} : { fix: { kind: 'values', file, title: `ask for ${to}`, replace: [{ file, line, from, to }] } };
};

const onPath = (model: Model, service: Service, probe: Probe): readonly Verdict[] => {
  const { path } = probe;
  const served = model.routes.filter((route) => route.service === service.name && route.kind === 'http');
  if (probe.kind !== 'http' || path === null || served.some((route) => ['GET', 'ALL', 'HEAD'].includes(route.method) && matches(route.path, path))) return [];
  const reason = doubt(model, service, path);
  if (reason !== null) return [{ verdict: 'not-evaluable', services: [service.name], reason: `${path}: ${reason}` }];
  const health = served.filter((route) => /health|live|ready|ping|status/i.test(route.path));
  const related = (health.length > 0 ? health : served).slice(0, 3).map((route) => note(route, `serves ${route.method} ${route.path}`));
  return [{ verdict: 'positive', messageId: 'path', data: { service: service.name, path }, services: [service.name], at: probe, related, ...fixOf(probe, path, health.filter((route) => route.method === 'GET' && !/[:{*]/.test(route.path)).map((route) => route.path)) }];
};

const onPort = (model: Model, service: Service, probe: Probe): readonly Verdict[] => {
  const { port } = probe;
  const listening = model.deployment.ports.filter((claim) => claim.service === service.name && claim.by === 'listen');
  if (port === null || listening.length === 0 || listening.some((claim) => claim.port === port)) return [];
  return [{ verdict: 'positive', messageId: 'port', data: { service: service.name, port }, services: [service.name], at: probe, related: listening.map((claim) => note(claim, `listens on ${claim.port}`)), ...fixOf(probe, String(port), listening.map((claim) => String(claim.port))) }];
};

export const probeMismatch = {
  id: 'probe-mismatch',
  tier: 'error',
  subject: 'manifest',
  messages: {
    path: { problem: 'the probe of {service} asks for {path}, which it does not serve', help: 'Ask for a route that the service serves, or serve the one that is asked for.' },
    port: { problem: 'the probe of {service} asks on port {port}, on which it does not listen', help: 'Ask on the port that the service listens on.' },
  },
  check: (model): readonly Verdict[] => judgedServices(model).flatMap((service) => model.deployment.probes.filter((probe) => probe.service === service.name).flatMap((probe) => {
    const port = onPort(model, service, probe);
    return port.length > 0 ? port : onPath(model, service, probe);
  })),
} as const satisfies Rule;
