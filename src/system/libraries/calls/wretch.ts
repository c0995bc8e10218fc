import { argument } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, under, verbOf, verbs } from './http.ts';

const timeouts = ['signal'] as const;

/** wretch: `wretch(url).get()`, `api.url('/x').post(body)`. */
export const wretchCalls: CallLibrary = {
  name: 'wretch',
  modules: ['wretch'],
  match: (use) => {
    const { path, made } = use.external;
    const verb = path.split('.').at(-1) ?? '';
    if (!/^(?:\.default)?\(\)/.test(path) || !verbs.has(verb) || verb === 'request') return null;
    const [base, ...further] = made.filter(({ site }) => site.callee.kind !== 'member' || site.callee.name === 'url').map((one) => argument({ ...one, reducer: use.reducer }, 0));
    const term = [...further, argument(use, 0)].filter(({ kind }) => ['text', 'concat', 'environment', 'either', 'parameter'].includes(kind)).reduce((whole, part) => under(use, whole, part), base ?? argument(use, 0));
    return { client: 'wretch', target: { kind: 'url', term }, method: verbOf(verb), timeout: /setTimeout\(\)|\.options\(\)/.test(path) && made.some((one) => bounds(use, argument({ ...one, reducer: use.reducer }, 0), timeouts)) };
  },
};
