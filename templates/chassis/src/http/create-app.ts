import { randomUUID } from 'node:crypto';
import { LogController, fastify } from 'fastify';
import type { FastifyInstance, RawServerDefault } from 'fastify';
import type { Logger } from 'pino';
import { answerMalformed, answerWithProblems, sendError } from './problem-answers.ts';
import { addRequestLifecycle } from './request-lifecycle.ts';
import type { LifecycleParts } from './request-lifecycle.ts';

const mebibyte = 1024 * 1024;
const requestId = /^[\w.:-]{1,128}$/;

/** A fastify that answers with problems, and whose requests have a context, a span, a deadline, a metric and a log line. */
export const createApp = (log: Logger, parts: LifecycleParts): FastifyInstance => {
  const app: FastifyInstance = fastify<RawServerDefault>({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger,
    genReqId: ({ headers }) => acceptedId(headers['x-request-id']) ?? randomUUID(),
    bodyLimit: mebibyte,
    requestTimeout: parts.requestTimeout,
    connectionTimeout: parts.requestTimeout + 5_000,
    return503OnClosing: false,
    clientErrorHandler: answerMalformed,
    frameworkErrors: sendError,
  });
  answerWithProblems(app);
  addRequestLifecycle(app, parts);
  return app;
};

/** A caller's id goes into logs and headers, so only harmless ones are taken over. */
const acceptedId = (given: string | string[] | undefined): string | undefined =>
  typeof given === 'string' && requestId.test(given) ? given : undefined;
