import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem.ts';
import type { Identity } from './request-context.ts';

const none: Identity = Object.freeze({});

/** The headers `x-identity-…` and `x-user-…`. Only the gateway writes them; it strips those that come from outside. */
export const identityOf = (headers: IncomingHttpHeaders): Identity => {
  let identity: Record<string, string> | undefined;
  for (const name in headers) {
    if (!name.startsWith('x-identity-') && !name.startsWith('x-user-')) continue;
    const value = headers[name];
    if (typeof value === 'string') (identity ??= {})[name] = value;
  }
  return identity ?? none;
};

/** @throws Problem 401 for a request that does not say for whom it is */
export const requireIdentity = async ({ headers }: FastifyRequest): Promise<void> => {
  if ((headers['x-identity-sub'] ?? '') === '') throw new Problem({ status: 401, type: 'unauthenticated', title: 'No caller', detail: 'This is answered through the gateway, to requests with a token.' });
};
