import { argument, madeArgument, property, type Use } from '../../model/use.ts';
import type { Term } from '../../model/term.ts';
import type { CallLibrary, RequestFact } from '../library.ts';
import { bounds, under, verbOf, verbs } from './http.ts';

const timeouts = ['timeout', 'signal'] as const;

const hapi = (use: Use, verb: string): RequestFact => {
  const request = verb === 'request';
  const options = argument(use, request ? 2 : 1);
  const made = madeArgument(use, 'defaults');
  const method: Term | string | null = request ? argument(use, 0) : verbOf(verb);
  return { client: 'wreck', target: { kind: 'url', term: under(use, property(use.reducer, made, 'baseUrl'), argument(use, request ? 1 : 0)) }, method, timeout: bounds(use, options, timeouts) || bounds(use, made, timeouts) };
};

/** hapi's client: `Wreck.get(url)`, `Wreck.request('GET', url)`. */
export const wreckCalls: CallLibrary = {
  name: 'wreck',
  modules: ['@hapi/wreck', 'wreck'],
  match: (use) => {
    const [, verb] = /^(?:\.default)?(?:\.defaults\(\))?\.(\w+)$/.exec(use.external.path) ?? [];
    return verb !== undefined && verbs.has(verb) ? hapi(use, verb) : null;
  },
};
