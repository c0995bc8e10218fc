import { LogController, fastify } from 'fastify';
import type { FastifyInstance, RawServerDefault } from 'fastify';
import type { Logger } from 'pino';
import { trackConnections } from './connections.ts';
import type { Connections } from './connections.ts';
import { problemAnswers } from './problem-answers.ts';
import type { CountProblem } from './problem-answers.ts';
import { requestIdOf } from './request-id.ts';
import { addRequestLifecycle } from './request-lifecycle.ts';
import type { LifecycleParts } from './request-lifecycle.ts';

const mebibyte = 1024 * 1024;

export interface AppParts extends LifecycleParts {
  readonly countProblem: CountProblem;
}

export interface AppOptions {
  /** Proxies in front, by address or network, whose word about the client (`X-Forwarded-For`) is taken. Default: nobody's. */
  readonly trustProxy?: readonly string[] | undefined;
  /** Longest time that any route may take, in milliseconds. Default: what a request may take. */
  readonly longestRequest?: number;
}

export interface App {
  readonly app: FastifyInstance;
  readonly connections: Connections;
}

/** A head is one or two packets; who needs longer for it holds connections. */
const headersTimeout = 10_000;
/** Node looks for slow clients this often; its own default of 30 s would be three times the limit. */
const slowClientCheck = 1_000;

/** A fastify that answers with problems, and whose requests have a context, a span, a deadline, a metric and a log line. */
export const createApp = (log: Logger, parts: AppParts, options: AppOptions = {}): App => {
  const longest = Math.max(parts.requestTimeout, options.longestRequest ?? 0);
  const { sendError, sendNotFound, answerMalformed } = problemAnswers(parts.countProblem);
  const app: FastifyInstance = fastify<RawServerDefault>({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (logger) => logger,
    genReqId: ({ headers }) => requestIdOf(headers),
    bodyLimit: mebibyte,
    requestTimeout: longest,
    connectionTimeout: longest + 5_000,
    // Node's own answer to a request without a host is no problem and is not counted; the gateway refuses it itself.
    http: { headersTimeout: Math.min(headersTimeout, longest), requestTimeout: longest, connectionsCheckingInterval: slowClientCheck, requireHostHeader: false },
    return503OnClosing: false,
    clientErrorHandler: answerMalformed,
    frameworkErrors: sendError,
    ...(options.trustProxy !== undefined && { trustProxy: [...options.trustProxy] }),
  });
  app.setErrorHandler(sendError);
  app.setNotFoundHandler(sendNotFound);
  const connections = trackConnections(app);
  addRequestLifecycle(app, parts);
  return { app, connections };
};
