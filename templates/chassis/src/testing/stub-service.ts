import type { AddressInfo } from 'node:net';
import type { IncomingHttpHeaders } from 'node:http';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RouteContract, RouteOutput, RouteRequest, ServiceContract } from '../contract/contract.ts';
import { problemContentType } from '../http/problem.ts';

/** Answers of the stub by operation name; an operation without one answers 501. */
export type StubHandlers<Contract extends ServiceContract> = {
  readonly [Name in keyof Contract['routes']]?: StubHandler<Contract['routes'][Name]>;
};
type StubHandler<Route extends RouteContract> = (
  request: RouteRequest<Route> & { readonly headers: IncomingHttpHeaders },
) => StubReply<Route> | Promise<StubReply<Route>>;
type StubReply<Route extends RouteContract> = RouteOutput<Route> & { readonly headers?: Readonly<Record<string, string>> };

/** A request as the stub got it. */
export type RecordedRequest = {
  readonly operation: string;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
};

export type StubService = {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** In the order of arrival. */
  readonly requests: readonly RecordedRequest[];
  readonly close: () => Promise<void>;
};

/** A real HTTP server on loopback that answers by contract: for tests of those who call the service. A request that does not fit the contract gets 400. */
export const stubService = async <const Contract extends ServiceContract>(contract: Contract, handlers: NoInfer<StubHandlers<Contract>>): Promise<StubService> => {
  const app = fastify({ forceCloseConnections: true });
  const requests: RecordedRequest[] = [];
  for (const [operation, route] of Object.entries(contract.routes)) {
    const handler = handlers[operation] as StubHandler<RouteContract> | undefined;
    app.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        const { method, url, headers, body } = request;
        requests.push({ operation, method, url, headers, body });
        return answer(route, handler, { request, reply });
      },
    });
  }
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, close: () => app.close() };
};

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

const answer = async (route: RouteContract, handler: StubHandler<RouteContract> | undefined, { request, reply }: Exchange): Promise<FastifyReply> => {
  if (handler === undefined) return problem(reply, 501, 'The stub has no handler for this operation.');
  const nothing = z.unknown().transform(() => undefined);
  const parts = z.object({ params: route.params ?? nothing, query: route.query ?? nothing, body: route.body ?? nothing });
  const input = parts.safeParse({ params: request.params, query: request.query, body: request.body });
  if (!input.success) return problem(reply, 400, z.prettifyError(input.error));
  const { status, body, headers = {} } = await handler({ ...input.data, headers: request.headers } as Parameters<StubHandler<RouteContract>>[0]);
  return reply.code(status).headers(headers).send(body);
};

const problem = (reply: FastifyReply, status: number, detail: string): FastifyReply =>
  reply.code(status).type(problemContentType).send({ type: 'about:blank', status, detail });
