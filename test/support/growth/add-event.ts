import type { Grow } from './grown.ts';

const names = ['opened', 'raised', 'withdrawn'];

/** A new event, or the next version of one; whoever takes a version takes no other one of it. */
export const addEvent: Grow = (grown, random) => {
  const [publisher, event] = [random.pick(Object.keys(grown.services)), random.pick(names)];
  const [type, others] = [`${publisher}.${event}`, random.shuffled(Object.keys(grown.services)).filter((name) => name !== publisher)];
  const { version, consumers } = grown.events[type] ?? { version: 0, consumers: [] };
  const fresh = others.filter((name) => !consumers.includes(name)).slice(0, random.between(0, 2));
  return {
    args: ['add-event', publisher, event, ...(version === 0 ? [] : ['--version', String(version + 1)]), ...(fresh.length === 0 ? [] : ['--to', ...fresh])],
    grown: { ...grown, events: { ...grown.events, [type]: { version: version + 1, consumers: [...consumers, ...fresh] } } },
  };
};
