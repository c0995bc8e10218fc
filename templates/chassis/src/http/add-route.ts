import type { FastifyInstance, FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { Logger } from 'pino';
import type { ZodType } from 'zod';
import type { RouteContract } from '../contract/contract.ts';
import { isProblemSchema } from '../documents/problem-schema.ts';
import type { Handler, HandlerRequest } from './handler.ts';
import { requireIdentity } from './identity.ts';
import { problemContentType } from './problem.ts';
import { requestSignal } from './request-scope.ts';
import { zodSerializer, zodValidator } from './zod-compilers.ts';

/** Puts a handler behind a route of the contract. */
export const addRoute = <Route extends RouteContract>(app: FastifyInstance, route: Route, handler: Handler<Route>): void => {
  app.route({
    method: route.method,
    url: route.path,
    schema: schemaOf(route),
    validatorCompiler: zodValidator,
    serializerCompiler: zodSerializer,
    ...(route.identity === true ? { preValidation: requireIdentity } : {}),
    handler: adapt(handler, { log: app.log as Logger, problems: problemsOf(route) }),
  });
};

interface Answering {
  readonly log: Logger;
  /** Statuses whose body the contract declares as problem details. */
  readonly problems: ReadonlySet<number>;
}

const problemsOf = ({ responses }: RouteContract): ReadonlySet<number> =>
  new Set(Object.entries(responses).flatMap(([status, schema]) => (isProblemSchema(schema) ? [Number(status)] : [])));

const schemaOf = ({ params, query, body, responses }: RouteContract): Record<string, unknown> => {
  const withBody = Object.entries(responses).filter((entry): entry is [string, ZodType] => entry[1] !== null);
  return {
    ...(params === undefined ? {} : { params }),
    ...(query === undefined ? {} : { querystring: query }),
    ...(body === undefined ? {} : { body }),
    response: Object.fromEntries(withBody),
  };
};

const adapt = <Route extends RouteContract>(handler: Handler<Route>, { log, problems }: Answering): RouteHandlerMethod =>
  async (request, reply) => {
    try {
      const answer = await handler(handlerRequest<Route>(request, reply, log));
      if (reply.sent) return undefined;
      reply.code(answer.status);
      if (problems.has(answer.status)) reply.type(problemContentType);
      if (answer.headers !== undefined) reply.headers(answer.headers);
      return jsonBody(reply, answer.body);
    } catch (error) {
      if (!reply.sent && !reply.raw.destroyed) throw error;
      log.debug({ err: error }, 'handler failed with nobody left to answer');
      return undefined;
    }
  };

const replyKey = Symbol('reply');

/** Made on demand, because most handlers never ask. On a prototype, because an accessor of its own would give each request a hidden class. */
const lazySignal = {
  get signal(): AbortSignal { return requestSignal((this as unknown as { readonly [replyKey]: FastifyReply })[replyKey]); },
};

const handlerRequest = <Route extends RouteContract>(request: FastifyRequest, reply: FastifyReply, log: Logger): HandlerRequest<Route> => {
  const { params, query, body, headers } = request;
  const parts = { __proto__: lazySignal, params, query, body, headers, log, [replyKey]: reply };
  return parts as unknown as HandlerRequest<Route>;
};

/** Fastify would send a bare string as text. */
const jsonBody = (reply: FastifyReply, body: unknown): unknown => {
  if (typeof body !== 'string') return body;
  reply.type('application/json; charset=utf-8');
  return JSON.stringify(body);
};
