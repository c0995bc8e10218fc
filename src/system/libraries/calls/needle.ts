import { argument } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, verbOf, verbs } from './http.ts';

const timeouts = ['timeout', 'response_timeout', 'read_timeout', 'open_timeout'] as const;

/** needle: `needle('get', url, options)`, `needle.post(url, data, options)`. */
export const needleCalls: CallLibrary = {
  name: 'needle',
  modules: ['needle'],
  match: (use) => {
    const [whole, verb] = /^(?:\.(\w+))?$/.exec(use.external.path) ?? [];
    if (whole === undefined || (verb !== undefined && !verbs.has(verb))) return null;
    const [first, second] = [argument(use, 0), argument(use, 1)];
    const last = argument(use, ['get', 'head'].includes(verb ?? '') ? 1 : verb === undefined ? 3 : 2);
    return { client: 'needle', target: { kind: 'url', term: verb === undefined ? second : first }, method: verb === undefined ? first : verbOf(verb), timeout: bounds(use, last, timeouts) };
  },
};
