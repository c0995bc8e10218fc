import { compareText } from '../shared/compare-text.ts';
import type { Call, EventSite, Model, Service } from '../system/model.ts';
import { samePath } from './routes.ts';
import type { Subject } from './contract-change.ts';

/** Somebody who relies on a route or an event, and where its code does. */
export interface Consumer {
  readonly service: string;
  readonly file: string;
  readonly line: number;
  /** `public`: through a gateway, so whoever is outside of the system. `maybe`: it calls the service, and which route can not be told. */
  readonly by: 'call' | 'event' | 'public' | 'maybe';
  /** False for one that is only in the older state: it runs until it is deployed anew. */
  readonly now: boolean;
}

type Site = Omit<Consumer, 'now'>;

const isBelow = (path: string, prefix: string): boolean => path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`);

const byRoute = (call: Call, gateways: ReadonlySet<string>, { method, path }: Extract<Subject, { kind: 'route' }>): Consumer['by'] | null => {
  if (gateways.has(call.from) && call.method === null) return call.path === null || isBelow(path, call.path) ? 'public' : null;
  if (call.path === null) return 'maybe';
  return samePath(call.path, path) && (call.method ?? method) === method ? 'call' : null;
};

const gatewaysIn = (services: readonly Service[]): ReadonlySet<string> => new Set(services.filter(({ role }) => role === 'gateway').map(({ name }) => name));

const callers = ({ calls, services }: Model, provider: string, subject: Extract<Subject, { kind: 'route' }>): readonly Site[] => {
  const gateways = gatewaysIn(services);
  return calls.filter(({ to }) => to === provider).flatMap((call) => {
    const by = byRoute(call, gateways, subject);
    return by === null ? [] : [{ service: call.from, file: call.file, line: call.line, by }];
  });
};

const listeners = ({ events }: Model, provider: string, type: string): readonly Site[] => events
  .filter(({ service, direction, channel }: EventSite) => direction === 'consume' && channel === type && service !== provider)
  .map(({ service, file, line }) => ({ service, file, line, by: 'event' as const }));

/** A call whose method can not be told may be this one: `orders.v1.OrderService/*`. */
const remoteCallers = ({ calls }: Model, provider: string, path: string): readonly Site[] => {
  const whole = `${path.slice(0, path.indexOf('/'))}/*`;
  return calls.filter((call) => call.to === provider && (call.path === path || call.path === whole)).map((call) => ({ service: call.from, file: call.file, line: call.line, by: call.path === path ? 'call' as const : 'maybe' as const }));
};

const sitesIn = (model: Model, provider: string, subject: Subject): readonly Site[] => {
  switch (subject.kind) {
    case 'route':
      return callers(model, provider, subject);
    case 'event':
      return listeners(model, provider, subject.name);
    case 'rpc':
      return remoteCallers(model, provider, subject.name);
  }
};

const key = ({ service, by }: Site): string => `${service} ${by}`;

/** Where the provider is gone nobody is seen to call it any more; who goes on to do so is known by the file. */
const stillIn = ({ services, calls, events }: Model, provider: string, site: Site): boolean =>
  !services.some(({ name }) => name === provider)
  && (calls.some(({ from, file }) => from === site.service && file === site.file) || events.some(({ service, file }) => service === site.service && file === site.file));

/** Whoever relies on it now, and whoever did in the older state: those may still be running when the provider is deployed. One place for each is enough. */
export const consumersOf = (models: { readonly before: Model; readonly after: Model }, provider: string, subject: Subject): readonly Consumer[] => {
  const now = sitesIn(models.after, provider, subject).map((site) => ({ ...site, now: true }));
  const then = sitesIn(models.before, provider, subject).map((site) => ({ ...site, now: stillIn(models.after, provider, site) }));
  const first = new Map<string, Consumer>();
  for (const consumer of [...now, ...then]) if (!first.has(key(consumer))) first.set(key(consumer), consumer);
  return [...first.values()].toSorted((a, b) => compareText(key(a), key(b)));
};
