import { argument, type Use } from '../../model/use.ts';
import type { RetryFact, RetryLibrary } from '../library.ts';
import { retryOptions } from './options.ts';

/** The `retry` family: ten attempts, each waiting longer, unless it is told otherwise. */
const operation = (use: Use, index: number): RetryFact => {
  const options = retryOptions(use, argument(use, index));
  const atOnce = options.number('minTimeout') === 0 && options.number('maxTimeout') === 0;
  return { bounded: !(options.isOn('forever') || options.isEndless('retries')), backoff: !atOnce };
};

export const retryFamily: RetryLibrary = {
  name: 'retry',
  modules: ['p-retry', 'async-retry', 'promise-retry', 'retry'],
  match: (use) => {
    const { module, path } = use.external;
    if (module === 'retry') return path === '.operation' ? operation(use, 0) : null;
    if (!/^(?:|\.default|\.retry|\.pRetry)$/.test(path)) return null;
    return operation(use, module === 'promise-retry' && argument(use, 0).kind === 'object' ? 0 : 1);
  },
};

/** axios-retry: three attempts, one after the other at once unless a delay is given. */
export const axiosRetry: RetryLibrary = {
  name: 'axios-retry',
  modules: ['axios-retry'],
  match: (use) => {
    if (use.external.path !== '') return null;
    const options = retryOptions(use, argument(use, 1));
    return { bounded: !options.isEndless('retries'), backoff: options.isSet('retryDelay') };
  },
};

/** exponential-backoff says it all in its name. */
export const backOff: RetryLibrary = {
  name: 'exponential-backoff',
  modules: ['exponential-backoff'],
  match: (use) => (use.external.path === '.backOff' ? { bounded: !retryOptions(use, argument(use, 1)).isEndless('numOfAttempts'), backoff: true } : null),
};

/** cockatiel: for ever and at once unless it is told otherwise. */
export const cockatielRetry: RetryLibrary = {
  name: 'cockatiel',
  modules: ['cockatiel'],
  match: (use) => {
    if (use.external.path !== '.retry') return null;
    const options = retryOptions(use, argument(use, 1));
    return { bounded: options.isSet('maxAttempts') && !options.isEndless('maxAttempts'), backoff: options.isSet('backoff') };
  },
};

/** RxJS: `retry()` without a number goes on for ever; `retry(3)` at once. What `retryWhen` does only its own code tells. */
export const rxjsRetry: RetryLibrary = {
  name: 'rxjs',
  modules: ['rxjs', 'rxjs/operators'],
  match: (use) => {
    if (use.external.path !== '.retry') return null;
    const first = argument(use, 0);
    if (use.site.args.length === 0) return { bounded: false, backoff: false };
    if (first.kind !== 'object') return first.kind === 'text' ? { bounded: true, backoff: false } : { bounded: null, backoff: false };
    const options = retryOptions(use, first);
    return { bounded: options.isSet('count') && !options.isEndless('count'), backoff: options.isSet('delay') };
  },
};
