import type { Term } from '../../model/term.ts';
import { argument, madeArgument, property, type Use } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { bounds, methodIn, under } from './http.ts';

const timeouts = ['headersTimeout', 'bodyTimeout', 'signal'] as const;

export const isRetryAgent = (term: Term): boolean => term.kind === 'external' && term.module === 'undici' && term.path === '.RetryAgent#';

/** `{ dispatcher: new RetryAgent(new Agent()) }` */
export const dispatches = (use: Use, options: Term): boolean => isRetryAgent(property(use.reducer, options, 'dispatcher'));

/** undici beside its fetch: `request(url)`, and clients and pools that are made for one origin. */
export const undiciCalls: CallLibrary = {
  name: 'undici',
  modules: ['undici'],
  match: (use) => {
    const matched = /^(?:\.(Client|Pool|Agent|BalancedPool|RetryAgent)#)?\.(?:request|stream|pipeline)$/.exec(use.external.path);
    const made = matched?.[1];
    if (matched === null) return null;
    const perClient = made !== undefined && made !== 'Agent' && made !== 'RetryAgent';
    const options = argument(use, perClient ? 0 : 1);
    const term = perClient ? under(use, madeArgument(use, made), property(use.reducer, options, 'path')) : argument(use, 0);
    const timeout = bounds(use, options, timeouts) || (made !== undefined && bounds(use, madeArgument(use, made, perClient ? 1 : 0), timeouts));
    return { client: 'undici', target: { kind: 'url', term }, method: methodIn(use, options), timeout, retry: made === 'RetryAgent' || dispatches(use, options) };
  },
};
