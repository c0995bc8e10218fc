import type { Term } from '../../model/term.ts';
import { argument, itemsOf, madeArgument, property, type Use } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';

const urlIn = (use: Use, link: Term): Term | null => {
  const made = link.kind === 'external' ? link.made.at(-1) : undefined;
  if (made === undefined) return null;
  const options = argument({ ...made, reducer: use.reducer }, 0);
  const url = property(use.reducer, options, 'url');
  if (url.kind !== 'unknown') return url;
  return ['true', 'false'].map((branch) => urlIn(use, property(use.reducer, options, branch))).find((one) => one !== null) ?? null;
};

/** tRPC: `createTRPCClient({ links: [httpBatchLink({ url })] }).users.byId.query(…)`. */
export const trpcCalls: CallLibrary = {
  name: 'trpc',
  modules: ['@trpc/client'],
  match: (use) => {
    const [, maker, procedure, kind] = /^\.(createTRPC(?:Proxy)?Client|createTRPCUntypedClient)\(\)\.(.*?)\.?(query|mutate|mutation)$/.exec(use.external.path) ?? [];
    if (maker === undefined || procedure === undefined) return null;
    const term = itemsOf(use.reducer, property(use.reducer, madeArgument(use, maker), 'links')).map((link) => urlIn(use, link)).find((one) => one !== null);
    const slash: Term = { kind: 'text', value: `/${procedure}`, at: { file: use.frame.file.path, line: use.site.line } };
    return term == null ? null : { client: 'trpc', procedure, method: kind === 'query' ? 'GET' : 'POST', target: { kind: 'url', term: { kind: 'concat', parts: [term, slash] } } };
  },
};
