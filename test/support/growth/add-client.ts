import { callable, type Grow } from './grown.ts';

export const addClient: Grow = (grown, random) => {
  const pairs = Object.keys(grown.services).flatMap((from) => callable(grown, from).map((to) => [from, to] as const));
  if (pairs.length === 0) return null;
  const pair = random.pick(pairs);
  return { args: ['add-client', ...pair], grown: { ...grown, clients: [...grown.clients, pair] } };
};
