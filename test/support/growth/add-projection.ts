import { keepers, type Grow } from './grown.ts';

const names = ['overview', 'sold-by-day'];

/** In a service that keeps data, from events that it does not take yet: it has one subscription for a type. */
export const addProjection: Grow = (grown, random) => {
  const [free, homes] = [names.filter((name) => !grown.projections.includes(name)), keepers(grown)];
  if (free.length === 0 || homes.length === 0) return null;
  const [name, home] = [random.pick(free), random.pick(homes)];
  const known = Object.keys(grown.events).filter((type) => grown.events[type]?.consumers.includes(home) === false);
  if (known.length === 0) return null;
  const sources = random.shuffled(known).slice(0, random.between(1, 3));
  const heard = Object.fromEntries(sources.map((type) => {
    const { version, consumers } = grown.events[type] ?? { version: 1, consumers: [] };
    return [type, { version, consumers: [...consumers, home] }] as const;
  }));
  return { args: ['add-projection', name, '--in', home, '--from', sources.join(', ')], grown: { ...grown, projections: [...grown.projections, name], events: { ...grown.events, ...heard } } };
};
