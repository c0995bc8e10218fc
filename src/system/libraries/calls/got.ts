import type { Term } from '../../model/term.ts';
import { argument, isSet, madeArgument, property, type Use } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, methodIn, under, verbOf, verbs } from './http.ts';

/** What may happen twice is tried again, a POST only by those who ask for it. */
const isRetried = ({ reducer }: Use, method: Term | string, options: readonly Term[]): boolean => {
  const name = typeof method === 'string' ? method : method.kind === 'text' ? method.value : 'GET';
  return !/^(?:post|patch)$/i.test(name) || options.some((one) => isSet(reducer, one, 'retry'));
};

/** got has no timeout of its own and retries idempotent requests; ky has a timeout of 10 s and retries, too. */
export const gotCalls: CallLibrary = {
  name: 'got',
  modules: ['got', 'ky', 'ky-universal'],
  match: (use) => {
    const { external, reducer } = use;
    const matched = /^(?:\.(?:got|default))?(?:\.(?:extend|create)\(\))?(?:\.(\w+))?$/.exec(external.path);
    const verb = matched?.[1] ?? '';
    if (matched === null || (verb !== '' && !verbs.has(verb)) || use.site.isNew) return null;
    const isKy = external.module !== 'got';
    const [options, instance] = [argument(use, 1), madeArgument(use, isKy ? 'create' : 'extend')];
    const bounded = bounds(use, options, ['timeout', 'signal']) || bounds(use, instance, ['timeout', 'signal']);
    const first = argument(use, 0);
    const method = verbOf(verb) ?? methodIn(use, options);
    return {
      client: isKy ? 'ky' : 'got',
      target: { kind: 'url', term: under(use, property(reducer, instance, 'prefixUrl'), first.kind === 'object' ? property(reducer, first, 'url') : first) },
      method,
      timeout: isKy || bounded,
      retry: isRetried(use, method, [options, instance]),
    };
  },
};
