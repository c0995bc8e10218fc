import { hash, randomUUID } from 'node:crypto';
import type { RouteContract } from '../contract/contract.ts';
import { requestContext } from '../http/request-context.ts';

export type KeyedCall = { readonly target: string; readonly route: RouteContract; readonly path: string; readonly body: string | null };

/**
 * The `Idempotency-Key` of a call to a route that works once per key. It follows from the key of the request in hand and from
 * the call itself: when that request is repeated, in whatever instance, so is this call. Two equal calls for one request are one; who
 * means two gives keys of its own. A request without a key has a new one for each call, which covers the repeats of the client.
 */
export const callKey = ({ target, route, path, body }: KeyedCall): string | undefined => {
  if (route.idempotent !== 'by-key') return undefined;
  const outer = requestContext()?.idempotencyKey;
  return outer === undefined ? randomUUID() : hash('sha256', JSON.stringify([outer, target, route.method, path, body]), 'base64url');
};
