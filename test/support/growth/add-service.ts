import type { Grow } from './grown.ts';

const names = ['billing', 'price-list', 'shipping', 'loyalty', 'mail', 'search'];

export const addService: Grow = (grown, random) => {
  const free = names.filter((name) => grown.services[name] === undefined);
  if (free.length === 0) return null;
  const [name, store] = [random.pick(free), random.pick(['postgres', 'postgres', 'memory'] as const)];
  return { args: ['add-service', name, '--yes', '--store', store], grown: { ...grown, services: { ...grown.services, [name]: store } } };
};
