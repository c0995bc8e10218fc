import { argument, property } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, under } from './http.ts';

const timeouts = ['signal'] as const;

/** openapi-fetch: `createClient({ baseUrl }).GET('/x')`. */
export const openapiFetchCalls: CallLibrary = {
  name: 'openapi-fetch',
  modules: ['openapi-fetch'],
  match: (use) => {
    const [, verb] = /^(?:\.default|\.createClient)?\(\)\.([A-Z]+)$/.exec(use.external.path) ?? [];
    const made = use.external.made.at(-1);
    if (verb === undefined || made === undefined) return null;
    const options = argument({ ...made, reducer: use.reducer }, 0);
    return { client: 'openapi-fetch', target: { kind: 'url', term: under(use, property(use.reducer, options, 'baseUrl'), argument(use, 0)) }, method: verb, timeout: bounds(use, argument(use, 1), timeouts) };
  },
};
