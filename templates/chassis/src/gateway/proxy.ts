import { SpanKind } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf } from '../client/attempt-failure.ts';
import { ServiceUnavailable } from '../client/client-errors.ts';
import { createInstancePools, type InstancePools } from '../client/instance-pools.ts';
import { callError } from '../client/outcome.ts';
import { chooseInstance } from '../discovery/choose-instance.ts';
import type { Instance, InstanceList } from '../discovery/discovery.ts';
import { Problem } from '../http/problem.ts';
import { requestSignal } from '../http/request-scope.ts';
import type { Service } from '../service/service.ts';
import { answerHeaders, requestHeaders } from './forwarded-headers.ts';
import { checkAnnouncedLength, hasBody, streamBody } from './request-body.ts';
import type { GatewayRoute } from './route.ts';
import { untilAnswered } from './until-answered.ts';

type ProxyHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly list: InstanceList };

const poolOptions = { connect: { timeout: 1_000 }, headersTimeout: 0, connections: 256 };

/** Passes requests on to instances of a service, bodies streaming both ways, nothing kept. */
export const createProxy = (service: Service, { bodyLimit }: { readonly bodyLimit: number }): ((route: GatewayRoute) => ProxyHandler) => {
  const pools = createInstancePools(poolOptions);
  service.onClose('clients', pools.close);

  return ({ prefix, service: target }) => {
    const list = service.discovery.watch(target);
    const span = { kind: SpanKind.CLIENT, attributes: { 'peer.service': target, 'http.route': prefix } };
    return async (request, reply) => {
      checkAnnouncedLength(request.raw, bodyLimit);
      await service.tracing.withSpan(`${request.method} ${target}`, span, () => exchange(pools, { request, reply, list }, bodyLimit));
      return reply;
    };
  };
};

/** A second instance is tried when the first could not even be reached: then nothing was sent, and the body is still unread. */
const exchange = async (pools: InstancePools, parts: Exchange, bodyLimit: number): Promise<void> => {
  const { request, reply, list } = parts;
  const signal = requestSignal(reply);
  let avoid: string | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const instance = await chooseInstance(list, { load: pools.inFlight, avoid, signal });
    if (instance === undefined) throw new ServiceUnavailable(list.name, 'no-instance');
    try {
      return await stream(pools, instance, { request, reply, signal, bodyLimit });
    } catch (error) {
      if (reply.sent) return;
      if (error instanceof Problem) throw error;
      const failure = failureOf(error, instance.id, { deadline: signal, cancelled: undefined });
      if (failure.kind !== 'unreachable' || attempt === 2) throw callError(list.name, failure);
      avoid = instance.id;
    }
  }
};

type Stream = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly signal: AbortSignal; readonly bodyLimit: number };

const stream = async (pools: InstancePools, instance: Instance, { request, reply, signal, bodyLimit }: Stream): Promise<void> => {
  const { raw } = request;
  const entry = pools.of(instance);
  entry.inFlight += 1;
  try {
    await entry.pool.stream({
      method: request.method,
      path: raw.url ?? '/',
      headers: requestHeaders(request),
      body: hasBody(raw) ? streamBody(raw, bodyLimit) : null,
      signal: untilAnswered(signal, reply.raw),
    }, ({ statusCode, headers }) => {
      reply.hijack();
      return reply.raw.writeHead(statusCode, answerHeaders(headers, reply));
    });
  } finally {
    entry.inFlight -= 1;
  }
};
