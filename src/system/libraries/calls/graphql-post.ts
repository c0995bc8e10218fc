import type { Term } from '../../model/term.ts';
import type { Use } from '../../model/use.ts';
import type { RequestFact } from '../library.ts';
import { bounds } from './http.ts';

/** GraphQL over HTTP: every question is a POST. */
export const post = (use: Use, client: string, term: Term, options: Term): RequestFact => ({ client, method: 'POST', target: { kind: 'url', term }, timeout: bounds(use, options, ['signal', 'timeout', 'requestTimeout']) });
