import type { Call, EventSite, Model, Role, Service, Store } from '../../src/system/model.ts';
import type { Mark } from '../../src/system/graph/page/mark.ts';
import { call, event, model, route, service, store } from './model.ts';

/** A system of any size that looks like one: front ends, gateways, services in tiers by domain, events between them, a few cycles and shared databases. */

const domains = ['order', 'catalog', 'payment', 'shipping', 'identity', 'search', 'pricing', 'loyalty', 'content', 'support', 'billing', 'fraud'] as const;
const kinds = ['api', 'query', 'rules', 'engine', 'ledger', 'directory', 'projector', 'notifier'] as const;
/** Tier of each kind; front ends and gateways stand before them. */
const tierOf = { api: 2, query: 2, rules: 3, engine: 3, ledger: 4, directory: 4, projector: 5, notifier: 5 } as const;

/** Mulberry32: the same numbers in every run, from 0 to below 1. */
const dice = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

interface Member {
  readonly name: string;
  readonly domain: string;
  readonly tier: number;
}

const entrances: readonly Member[] = [
  { name: 'web-app', domain: '', tier: 0 }, { name: 'admin-app', domain: '', tier: 0 },
  { name: 'public-gateway', domain: '', tier: 1 }, { name: 'partner-gateway', domain: '', tier: 1 },
];

const members = (size: number): readonly Member[] =>
  [...entrances, ...kinds.flatMap((kind) => domains.map((domain) => ({ name: `${domain}-${kind}`, domain, tier: tierOf[kind] })))].slice(0, size);

const roleOf = ({ tier }: Member): Role => (tier === 0 ? 'ui' : tier === 1 ? 'gateway' : tier === 5 ? 'worker' : 'business');

/** Members that a service calls: its own domain a tier deeper, now and then another, rarely one that calls back. */
const callees = ({ tier, domain, name }: Member, all: readonly Member[], roll: () => number): readonly Member[] => {
  const pick = (wanted: number, chance: number): readonly Member[] => {
    const of = all.filter((other) => other.tier === wanted && other.name !== name);
    return roll() < chance ? of.slice(Math.floor(roll() * of.length)).slice(0, 1) : [];
  };
  if (tier === 0) return all.filter((other) => other.tier === 1);
  if (tier === 1) return all.filter((other, index) => other.tier === 2 && (index % 2 === 0) === (name === 'public-gateway'));
  if (tier > 3) return tier === 4 ? pick(2, 0.12) : [];
  return [...all.filter((other) => other.tier === tier + 1 && other.domain === domain), ...pick(tier + 1, 0.6), ...pick(4, 0.25)];
};

const callsOf = (all: readonly Member[], roll: () => number): readonly Call[] => all.flatMap((from) => callees(from, all, roll).flatMap((to, index) => {
  const sites = 1 + Math.floor(roll() * 3);
  return Array.from({ length: sites }, (_, site) => call(from.name, to.name, {
    line: 10 + index * 20 + site * 4, path: `/v1/${to.domain}s/{}`, timeout: roll() < 0.5, breaker: roll() < 0.3,
    resolvedBy: [{ file: 'deploy/compose.yaml', line: 10 + index, note: `${to.name.toUpperCase().replaceAll('-', '_')}_URL=http://${to.name}:3000` }],
  }));
}));

const eventsOf = (all: readonly Member[], roll: () => number): readonly EventSite[] => all.filter(({ tier }) => tier === 5).flatMap(({ name, domain }) => {
  const sources = all.filter((other) => other.tier > 1 && other.tier < 5 && (other.domain === domain || roll() < 0.08)).slice(0, 3);
  return sources.flatMap((source) => {
    const channel = `${source.domain}.${source.name.endsWith('ledger') ? 'booked' : 'changed'}`;
    return [event(source.name, 'publish', channel), event(name, 'consume', channel, { line: 12 })];
  });
});

const storesOf = (all: readonly Member[]): readonly Store[] => all.filter(({ tier }) => tier > 2).map(({ name, domain, tier }) =>
  store(name, tier === 4 && domain < 'd' ? `${domain}-db:5432/${domain}` : `${name}-db:5432/${name}`, { engine: tier === 5 ? 'mongodb' : 'postgres' }));

const mark = (rule: string, { from, to, file, line, resolvedBy }: Call, tier: Mark['tier']): Mark => ({
  rule, tier, services: [from, to ?? ''], carriers: [from], message: `${from} calls ${to ?? ''}: ${rule}`, help: 'Give every call a bound that is shorter than that of its caller.', location: { file, line }, related: resolvedBy,
});

const marksOf = (calls: readonly Call[], services: readonly Service[]): readonly Mark[] => [
  ...calls.filter(({ timeout }) => !timeout).map((site) => mark('no-timeout', site, 'error')),
  ...calls.filter(({ breaker }) => !breaker).map((site) => mark('no-circuit-breaker', site, 'warning')),
  ...services.filter(({ role }) => role === 'business').map(({ name }, index): Mark => ({
    rule: index % 3 === 0 ? 'no-metrics' : 'no-tracing', tier: index % 3 === 0 ? 'info' : 'warning', services: [name], carriers: [name],
    message: `${name} starts no tracer`, help: 'Start one before everything else.', location: { file: `services/${name}/src/main.ts`, line: 1 }, related: [],
  })),
];

/** @param size number of services, up to 100 */
export const largeSystem = (size: number, seed = 7): { readonly model: Model; readonly marks: readonly Mark[] } => {
  const roll = dice(seed);
  const all = members(size);
  const services = all.map((member) => service(member.name, { role: roleOf(member) }));
  const calls = callsOf(all, roll);
  const routes = all.filter(({ tier }) => tier === 2).flatMap(({ name, domain }) => [1, 2, 3, 4].map((line) => route(name, `/v1/${domain}s/${line}`, { line })));
  return { model: model({ services, calls, events: eventsOf(all, roll), stores: storesOf(all), routes }), marks: marksOf(calls, services) };
};
