import { argument } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';

/** Moleculer: `ctx.call('users.get')` and `broker.call('users.get')` wait for the service before the dot. */
export const moleculerCalls: CallLibrary = {
  name: 'moleculer',
  modules: ['moleculer'],
  match: (use) => {
    if (!/(?:^|[.#])call$/.test(use.external.path)) return null;
    const action = argument(use, 0);
    return action.kind === 'unknown' ? null : { client: 'moleculer', target: { kind: 'service', term: action }, method: null };
  },
};
