import { hash } from 'node:crypto';
import type { RouteContract } from '../contract/contract.ts';
import type { HandlerRequest } from '../http/handler.ts';
import type { Place } from './answers-table.ts';
import { requiredKey } from './key-problems.ts';

/** Where the answer of a request is kept. A key is its caller's: nobody gets another's answer by guessing one. @throws Problem 400 without a key */
export const placeOf = <Route extends RouteContract>({ method, path }: RouteContract, { headers, params, query, body }: HandlerRequest<Route>, caller: string): Place => ({
  scope: `${method} ${path} ${caller}`,
  key: requiredKey(headers),
  fingerprint: hash('sha256', JSON.stringify([params, query, body]), 'base64url'),
});
