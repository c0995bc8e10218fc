import type { Grow } from './grown.ts';

const names = ['tariff', 'rating'];

/** In any service, forgotten after events that it does not take yet, or after none. */
export const addCache: Grow = (grown, random) => {
  const home = random.pick(Object.keys(grown.services));
  const free = names.filter((name) => !grown.caches.includes(`${home}/${name}`));
  if (free.length === 0) return null;
  const name = random.pick(free);
  const known = Object.keys(grown.events).filter((type) => grown.events[type]?.consumers.includes(home) === false);
  const taken = random.shuffled(known).slice(0, random.between(0, 2));
  const heard = Object.fromEntries(taken.map((type) => {
    const { version, consumers } = grown.events[type] ?? { version: 1, consumers: [] };
    return [type, { version, consumers: [...consumers, home] }] as const;
  }));
  return {
    args: ['add-cache', name, '--in', home, ...(taken.length === 0 ? [] : ['--invalidated-by', ...taken])],
    grown: { ...grown, caches: [...grown.caches, `${home}/${name}`], events: { ...grown.events, ...heard } },
  };
};
