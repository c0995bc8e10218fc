import type { EvaluationContext } from '@openfeature/server-sdk';
import { requestContext } from '../http/request-context.ts';
import type { Identity } from '../http/request-context.ts';

/** Headers with several words. Rules ask whether one of a list is there; in a text `admin` would be found in `administrator`. */
const lists: ReadonlySet<string> = new Set(['roles', 'scope']);

const withoutPrefix = (header: string): string => header.replace(/^x-(?:identity|user)-/, '');

const attributes = (identity: Identity): EvaluationContext => Object.fromEntries(Object.entries(identity).map(([header, value]) => {
  const name = withoutPrefix(header);
  return [name, lists.has(name) ? value.split(' ') : value];
}));

/** For whom a flag is asked: the caller of the request in hand, `x-identity-sub` as the key of percentages, and what the asker adds. */
export const evaluationContext = (about: EvaluationContext = {}): EvaluationContext => {
  const identity = requestContext()?.identity;
  if (identity === undefined) return about;
  const user = identity['x-identity-sub'];
  return { ...attributes(identity), ...(user === undefined ? {} : { targetingKey: user }), ...about };
};
