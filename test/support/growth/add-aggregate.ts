import { keepers, type Grow } from './grown.ts';

const names = ['parcel', 'price-list'];
const happenings = ['packed', 'handed-over', 'lost'];

/** In a service that keeps data; what happens to it are events that others may take. */
export const addAggregate: Grow = (grown, random) => {
  const [free, homes] = [names.filter((name) => !grown.aggregates.includes(name)), keepers(grown)];
  if (free.length === 0 || homes.length === 0) return null;
  const [name, home] = [random.pick(free), random.pick(homes)];
  const events = random.shuffled(happenings).slice(0, random.between(1, happenings.length));
  const told = Object.fromEntries(events.map((event) => [`${home}.${name}-${event}`, { version: 1, consumers: [] }] as const));
  return { args: ['add-aggregate', name, '--in', home, '--events', events.join(', ')], grown: { ...grown, aggregates: [...grown.aggregates, name], events: { ...grown.events, ...told } } };
};
