import type { Service } from '../../model.ts';
import type { Relation } from '../relations.ts';

const entrance: Readonly<Partial<Record<Service['role'], number>>> = { ui: 0, gateway: 1 };

/** Breadth first from those that have a depth already; each service keeps the smallest. */
const spread = (depth: Map<string, number>, relations: readonly Relation[]): void => {
  const next = Map.groupBy(relations, ({ from }) => from);
  const queue = [...depth.keys()].toSorted((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0));
  for (const name of queue) {
    for (const { to } of next.get(name) ?? []) {
      if (depth.has(to)) continue;
      depth.set(to, (depth.get(name) ?? 0) + 1);
      queue.push(to);
    }
  }
};

/** Where a way into the system begins although it is neither front end nor gateway: it calls and nobody calls it. */
const beginnings = (services: readonly Service[], relations: readonly Relation[]): readonly string[] => {
  const called = new Set(relations.map(({ to }) => to));
  const calls = new Set(relations.map(({ from }) => from));
  return services.map(({ name }) => name).filter((name) => calls.has(name) && !called.has(name));
};

/**
 * How far each service is from where requests come in: what readers expect to go from left to right. A layout that is told this order
 * breaks cycles where a reader would; left alone, it puts a gateway behind a service that happens to call back.
 */
export const depths = (services: readonly Service[], sync: readonly Relation[], async: readonly Relation[]): ReadonlyMap<string, number> => {
  const depth = new Map(services.flatMap(({ name, role }) => (entrance[role] === undefined ? [] : [[name, entrance[role]] as const])));
  const all = [...sync, ...async];
  const reach = (names: readonly string[], relations: readonly Relation[]): void => {
    for (const name of names) if (!depth.has(name)) depth.set(name, 2);
    spread(depth, relations);
  };
  reach([], sync);
  reach(beginnings(services, sync), sync);
  reach(beginnings(services, all), all);
  reach(services.map(({ name }) => name), all);
  return depth;
};
