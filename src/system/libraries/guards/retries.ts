import type { Guards } from '../../model.ts';
import type { Use } from '../../model/use.ts';

const retriers = new Set(['p-retry', 'async-retry', 'promise-retry', 'retry', 'exponential-backoff', 'ts-retry', 'ts-retry-promise']);

/** Functions that run a function until it succeeds; `p-timeout` bounds what it is given. */
export const retryGuards = ({ external }: Use): Partial<Guards> => ({ retry: retriers.has(external.module), timeout: external.module === 'p-timeout' });
