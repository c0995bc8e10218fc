import { siteIn, type Term } from '../../model/term.ts';
import { argument, entriesOf, isSet, itemsOf, property, type Use } from '../../model/use.ts';
import type { CallLibrary, RequestFact } from '../library.ts';
import { bounds } from './http.ts';

const called = (use: Use, action: Term, options: Term): RequestFact => ({
  client: 'moleculer', target: { kind: 'service', term: action }, method: null,
  ...(bounds(use, options, ['timeout']) ? { timeout: true } : {}), ...(bounds(use, options, ['retries']) ? { retry: true } : {}),
});

/** `mcall([{ action }])` and `mcall({ name: { action } })`: one call for each definition, at the definition. */
const definitions = (use: Use, list: Term): readonly Term[] => (list.kind === 'array' ? itemsOf(use.reducer, list) : entriesOf(use.reducer, list).map(([, term]) => term));

const several = (use: Use, list: Term): readonly RequestFact[] => definitions(use, list).filter((one) => isSet(use.reducer, one, 'action')).map((one) => ({
  ...called(use, property(use.reducer, one, 'action'), argument(use, 1)), ...(one.kind === 'object' ? { at: siteIn(one.frame, one.value) } : {}),
}));

/** Moleculer: `ctx.call('users.get')` and `broker.call('users.get')` wait for the service before the dot. */
export const moleculerCalls: CallLibrary = {
  name: 'moleculer',
  modules: ['moleculer'],
  match: (use) => {
    if (/(?:^|[.#])mcall$/.test(use.external.path)) return several(use, argument(use, 0));
    if (!/(?:^|[.#])call$/.test(use.external.path)) return null;
    const action = argument(use, 0);
    return action.kind === 'unknown' ? null : called(use, action, argument(use, 2));
  },
};
