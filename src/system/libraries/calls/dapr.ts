import { symbolOf } from '../../model/term.ts';
import { argument } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';

/** Dapr's client: `client.invoker.invoke('orders', 'find', HttpMethod.GET)`. */
export const daprCalls: CallLibrary = {
  name: 'dapr',
  modules: ['@dapr/dapr', 'dapr-client'],
  match: (use) => {
    if (!/^\.DaprClient#\.invoker\.invoke$/.test(use.external.path)) return null;
    const method = argument(use, 2);
    return { client: 'dapr', target: { kind: 'service', term: argument(use, 0) }, path: argument(use, 1), method: method.kind === 'external' ? (symbolOf(method).split('.').at(-1) ?? null) : 'GET' };
  },
};
