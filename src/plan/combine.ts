import type { Plan } from './plan.ts';

/** One plan of several, in their order. Two creations of one path are a bug of the kinds, not of the user. */
export const combine = (...plans: readonly Plan[]): Plan => {
  const operations = plans.flatMap((plan) => plan.operations);
  const created = new Set<string>();
  for (const { kind, path } of operations) {
    if (kind === 'create' && created.has(path)) throw new Error(`two parts of the plan create ${path}`);
    if (kind === 'create') created.add(path);
  }
  return { operations };
};
