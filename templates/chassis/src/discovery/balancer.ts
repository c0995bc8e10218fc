import type { Instance } from './discovery.ts';

/** How busy an instance is, as this process sees it: its requests in flight. */
export type Load = (instance: Instance) => number;

/**
 * Power of two choices: of two instances drawn by lot the less busy one. Nearly as even as the least busy of all,
 * and callers that all see the same numbers do not all run to the same instance.
 * `avoid` names an instance that just failed; it is taken only when there is no other.
 */
export const pickInstance = (instances: readonly Instance[], load: Load, avoid?: string): Instance | undefined => {
  const others = instances.filter(({ id }) => id !== avoid);
  const candidates = others.length > 0 ? others : instances;
  const one = draw(candidates);
  const other = draw(candidates.filter((instance) => instance !== one));
  if (one === undefined || other === undefined) return one;
  return load(other) < load(one) ? other : one;
};

const draw = (instances: readonly Instance[]): Instance | undefined => instances[Math.floor(Math.random() * instances.length)];
