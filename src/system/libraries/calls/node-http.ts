import { argument } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, fromParts, methodIn } from './http.ts';

/** Node's own client: `http.request(url | options, options?)`. Idle sockets only end when a timeout is set. */
export const nodeHttpCalls: CallLibrary = {
  name: 'node-http',
  modules: ['http', 'https'],
  match: (use) => {
    if (!/^\.(?:request|get)$/.test(use.external.path)) return null;
    const [first, second] = [argument(use, 0), argument(use, 1)];
    const options = first.kind === 'object' ? first : second;
    const chained = use.site.chain.some(({ name }) => name === 'setTimeout');
    return { client: `node:${use.external.module}`, target: { kind: 'url', term: first.kind === 'object' ? fromParts(use, first) : first }, method: methodIn(use, options), timeout: chained || bounds(use, options, ['timeout', 'signal']) };
  },
};
