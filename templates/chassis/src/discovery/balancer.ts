import type { Instance } from './discovery.ts';

/** How busy an instance is, as this process sees it: its requests in flight. */
export type Load = (instance: Instance) => number;

/**
 * Power of two choices: of two instances drawn by lot the less busy one. Nearly as even as the least busy of all,
 * and callers that all see the same numbers do not all run to the same instance.
 * `avoid` names an instance that just failed; it is taken only when there is no other.
 */
export const pickInstance = (instances: readonly Instance[], load: Load, avoid?: string): Instance | undefined => {
  const others = avoid === undefined ? instances : instances.filter(({ id }) => id !== avoid);
  const candidates = others.length > 0 ? others : instances;
  if (candidates.length < 2) return candidates[0];
  const first = drawn(candidates.length);
  // One of the rest, each as likely as the other.
  const second = (first + 1 + drawn(candidates.length - 1)) % candidates.length;
  const [one, other] = [candidates[first], candidates[second]];
  return one !== undefined && other !== undefined && load(other) < load(one) ? other : one;
};

const drawn = (below: number): number => Math.floor(Math.random() * below);
