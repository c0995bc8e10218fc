import { siteIn, type Term } from '../../model/term.ts';
import { itemsOf, property, type Use } from '../../model/use.ts';
import type { RequestFact } from '../library.ts';

/** A gateway asks each of its subgraphs: one call for each, at the entry that names it. */
export const subgraph = (use: Use, client: string) => (entry: Term): RequestFact => ({
  client, method: 'POST', target: { kind: 'url', term: property(use.reducer, entry, 'url') },
  ...(entry.kind === 'object' ? { at: siteIn(entry.frame, entry.value) } : {}),
});

/** A list in an options object. */
export const listed = (use: Use, options: Term, name: string): readonly Term[] => itemsOf(use.reducer, property(use.reducer, options, name));
