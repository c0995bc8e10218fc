import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { context, trace } from '@opentelemetry/api';
import { remainingTime } from '../../chassis/src/http/deadline.ts';
import { idempotencyKeyOf } from '../../chassis/src/http/idempotency-key.ts';
import { identityOf } from '../../chassis/src/http/identity.ts';
import { withRequestContext } from '../../chassis/src/http/request-context.ts';
import { extractTrace } from '../../chassis/src/tracing/propagation.ts';
import type { Host } from './host.ts';

type Next = (error?: unknown) => void;

/**
 * Lets the calls that a request makes share its trace, its deadline and its caller's identity.
 * `app.use(continueRequest(host))` in Express and Nest, before everything else;
 * `app.addHook('onRequest', (request, reply, done) => continueRequest(host)(request.raw, reply.raw, done))` in Fastify.
 */
export const continueRequest = ({ config }: Pick<Host, 'config'>) => ({ headers }: IncomingMessage, _response: ServerResponse, next: Next): void => {
  const parent = extractTrace(headers);
  const id = headers['x-request-id'];
  const request = {
    requestId: typeof id === 'string' ? id : randomUUID(),
    traceId: trace.getSpanContext(parent)?.traceId ?? '',
    deadline: Date.now() + remainingTime(headers, config.REQUEST_TIMEOUT_MS),
    identity: identityOf(headers),
    idempotencyKey: idempotencyKeyOf(headers),
  };
  context.with(withRequestContext(parent, request), () => { next(); });
};
