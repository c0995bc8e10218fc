import type { Term } from '../../model/term.ts';
import { madeArgument } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';

/** Hono's client: `hc<App>(url).orders[':id'].$get()`. */
export const honoClientCalls: CallLibrary = {
  name: 'hono-client',
  modules: ['hono/client'],
  match: (use) => {
    const [, path, verb] = /^\.hc\(\)((?:\.[^.]+)*)\.\$(get|post|put|patch|delete)$/.exec(use.external.path) ?? [];
    if (path === undefined || verb === undefined) return null;
    const behind: Term = { kind: 'text', value: path.replaceAll('.', '/').replace(/\/index$/, ''), at: { file: use.frame.file.path, line: use.site.line } };
    return { client: 'hono-client', target: { kind: 'url', term: { kind: 'concat', parts: [madeArgument(use, 'hc'), behind] } }, method: verb.toUpperCase() };
  },
};
