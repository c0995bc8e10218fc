import type { Guards } from '../../model.ts';
import type { Use } from '../../model/use.ts';

const breakers = new Set(['opossum', 'brakes', 'mollitia', 'levee', 'circuit-b', 'hystrixjs', 'nestjs-circuitbreaker', 'circuit-breaker-js']);

/** opossum and its like. opossum gives up after 10 s unless it is told otherwise. */
export const breakerGuards = ({ external }: Use): Partial<Guards> => {
  if (!breakers.has(external.module)) return {};
  return { breaker: true, timeout: external.module === 'opossum' || external.module === 'brakes' };
};
