import type { Call, Model } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { answering, isForwarding, requestHandlers } from '../../evidence/answering.ts';
import { judgedServices, namesOf, note } from '../../evidence/subjects.ts';

type Chain = readonly Call[];

/** Looks no further, however many ways there are through a system. */
const mostSteps = 20_000;

const servicesOf = (chain: Chain): readonly string[] => [...chain.slice(0, 1).map(({ from }) => from), ...chain.map(({ to }) => to ?? '')];

/** Where each call leads: the calls of the handlers that can answer it. */
const followers = (model: Model, calls: readonly Call[]): ((call: Call) => readonly Call[]) => {
  const handlers = requestHandlers(model);
  const byHandler = new Map<string, Call[]>();
  for (const call of calls) for (const name of call.handlers) byHandler.set(`${call.from} ${name}`, [...(byHandler.get(`${call.from} ${name}`) ?? []), call]);
  const known = new Map<Call, readonly Call[]>();
  return (call) => {
    const next = known.get(call) ?? [...new Set(answering(call, handlers).flatMap(({ service, name }) => byHandler.get(`${service} ${name}`) ?? []))];
    known.set(call, next);
    return next;
  };
};

/** The longest chains from handlers of requests, each way through the services once. */
const chains = (model: Model): readonly Chain[] => {
  const judged = namesOf(judgedServices(model));
  const calls = model.calls.filter(({ from, to }) => to !== null && judged.has(from));
  const requests = new Set(model.handlers.filter(({ kind }) => kind === 'request').map(({ service, name }) => `${service} ${name}`));
  const next = followers(model, calls);
  const found = new Map<string, Chain>();
  const open: Chain[] = calls.filter((call) => isForwarding(call) || call.handlers.some((name) => requests.has(`${call.from} ${name}`))).map((call) => [call]).toReversed();
  for (let steps = 0, chain = open.pop(); chain !== undefined && steps < mostSteps; steps += 1, chain = open.pop()) {
    const visited = servicesOf(chain);
    const key = visited.join(' > ');
    if (!found.has(key)) found.set(key, chain);
    const [last] = chain.slice(-1);
    const longer = last === undefined ? [] : next(last).filter(({ to }) => !visited.includes(to ?? ''));
    for (const call of longer.toReversed()) open.push([...chain, call]);
  }
  return [...found.values()];
};

/** Part of a longer one: what is said of the whole need not be said of it. */
const isPart = (chain: Chain, all: readonly string[]): boolean => {
  const key = ` ${servicesOf(chain).join(' > ')} `;
  return all.some((other) => other !== key && other.includes(key.trim()) && ` ${other} `.includes(key));
};

const toPositive = (chain: Chain): readonly Positive[] => {
  const [first, ...rest] = chain.map((call) => note(call, `${call.from} calls ${call.to ?? ''}${call.path === null ? '' : ` ${call.path}`}`));
  const services = servicesOf(chain);
  return first === undefined ? [] : [{ verdict: 'positive', messageId: 'chain', data: { chain: services.join(' > '), hops: chain.length }, services, at: first, related: [first, ...rest] }];
};

export const syncChain = {
  id: 'sync-chain',
  tier: 'warning',
  subject: 'system',
  options: { hops: 3 },
  messages: {
    chain: {
      problem: 'A request waits for {hops} synchronous calls in a row: {chain}',
      help: 'Shorten it: give the later services the data by events beforehand, let the first one ask all of them, or answer before the work is done.',
    },
  },
  check: (model, { hops }) => {
    const long = chains(model).filter((chain) => chain.length >= hops);
    const keys = long.map((chain) => ` ${servicesOf(chain).join(' > ')} `);
    return long.filter((chain) => !isPart(chain, keys)).flatMap(toPositive);
  },
} as const satisfies Rule<{ hops: number }>;
