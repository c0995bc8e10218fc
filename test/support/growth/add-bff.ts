import type { Grow } from './grown.ts';

const names = ['web-shop', 'mobile-bff'];

/** Of any services: each has a route that gives one by its key. */
export const addBff: Grow = (grown, random) => {
  const free = names.filter((name) => !grown.backends.includes(name));
  if (free.length === 0) return null;
  const name = random.pick(free);
  const composed = random.shuffled(Object.keys(grown.services)).slice(0, random.between(1, 3));
  return { args: ['add-bff', name, '--for', random.pick(['web', 'mobile']), '--compose', composed.join(', ')], grown: { ...grown, backends: [...grown.backends, name] } };
};
