import { argument, property } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, verbOf, verbs } from './http.ts';

/** superagent: `superagent.get(url).timeout(5000).retry(2)`. */
export const superagentCalls: CallLibrary = {
  name: 'superagent',
  modules: ['superagent'],
  match: (use) => {
    const verb = use.external.path.slice(1);
    if (!verbs.has(verb) || verb === 'request') return null;
    const chained = (name: string): boolean => use.site.chain.some((link) => link.name === name);
    return { client: 'superagent', target: { kind: 'url', term: argument(use, 0) }, method: verbOf(verb), timeout: chained('timeout'), retry: chained('retry') };
  },
};

/** request and its promise flavours: `request(options)`, `request.get(url)`. */
export const requestCalls: CallLibrary = {
  name: 'request',
  modules: ['request', 'request-promise', 'request-promise-native'],
  match: (use) => {
    const matched = /^(?:\.(\w+))?$/.exec(use.external.path);
    const verb = matched?.[1] ?? '';
    if (matched === null || (verb !== '' && !verbs.has(verb))) return null;
    const first = argument(use, 0);
    const options = first.kind === 'object' ? first : argument(use, 1);
    const uri = property(use.reducer, options, 'uri');
    const term = first.kind === 'object' ? (uri.kind === 'unknown' ? property(use.reducer, options, 'url') : uri) : first;
    const method = property(use.reducer, options, 'method');
    return { client: 'request', target: { kind: 'url', term }, method: verbOf(verb) ?? (method.kind === 'unknown' ? 'GET' : method), timeout: bounds(use, options, ['timeout']) };
  },
};
