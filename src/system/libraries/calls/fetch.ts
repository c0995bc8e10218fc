import { argument, property } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, daprApp, methodIn } from './http.ts';
import { dispatches } from './undici.ts';

const symbols = new Set(['global.fetch', 'node-fetch', 'undici.fetch', 'cross-fetch', 'cross-fetch.fetch', 'isomorphic-fetch', 'node-fetch-native', 'ofetch', 'ofetch.ofetch', 'global.globalThis.fetch']);

/** The language's fetch and its stand-ins. Their 300 s header timeout is no bound. */
export const fetchCalls: CallLibrary = {
  name: 'fetch',
  modules: ['global', 'node-fetch', 'undici', 'cross-fetch', 'isomorphic-fetch', 'node-fetch-native', 'ofetch'],
  match: (use) => {
    if (!symbols.has(use.symbol)) return null;
    const options = argument(use, 1);
    const first = argument(use, 0);
    const request = first.kind === 'external' && first.path === '.Request#' ? first.made.at(-1) : undefined;
    const target = request === undefined ? first : argument({ ...request, reducer: use.reducer }, 0);
    const built = property(use.reducer, first, 'url');
    return { client: 'fetch', target: { kind: 'url', term: first.kind === 'object' ? built : target }, method: methodIn(use, options), timeout: bounds(use, options, ['signal', 'timeout']), retry: dispatches(use, options), ...daprApp(use, options) };
  },
};
