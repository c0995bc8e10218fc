import type { Call, Model } from '../../system/model.ts';
import { answering, isEntering, requestHandlers } from './answering.ts';
import { judgedServices, namesOf } from './subjects.ts';

/** Calls in a row: each is made by a handler that answers the one before. */
export type Chain = readonly Call[];

/** Looks no further, however many ways there are through a system. */
const mostSteps = 20_000;

export const servicesOf = (chain: Chain): readonly string[] => [...chain.slice(0, 1).map(({ from }) => from), ...chain.map(({ to }) => to ?? '')];

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
export const chains = (model: Model): readonly Chain[] => {
  const judged = namesOf(judgedServices(model));
  const calls = model.calls.filter(({ from, to }) => to !== null && judged.has(from));
  const requests = new Set(model.handlers.filter(({ kind }) => kind === 'request').map(({ service, name }) => `${service} ${name}`));
  const next = followers(model, calls);
  const found = new Map<string, Chain>();
  const open: Chain[] = calls.filter((call) => isEntering(call) || call.handlers.some((name) => requests.has(`${call.from} ${name}`))).map((call) => [call]).toReversed();
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
