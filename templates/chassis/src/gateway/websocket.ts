import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { failureOf, isFault } from '../client/attempt-failure.ts';
import { ServiceUnavailable } from '../client/client-errors.ts';
import { callError } from '../client/outcome.ts';
import type { Instance } from '../discovery/discovery.ts';
import { Problem } from '../http/problem.ts';
import { requestSignal } from '../http/request-scope.ts';
import { answerHeaders, requestHeaders } from './forwarded-headers.ts';
import type { ProxyHandler, ProxyParts } from './proxy.ts';
import { untilAnswered } from './until-answered.ts';
import { upgradeOf, type Upgrade } from './upgrade.ts';

const upgradeHeaders = { connection: 'Upgrade', upgrade: 'websocket' };

/** Ties the client's connection to one of a service, once the service has agreed. Bytes are passed on as they come; what a side does not read is not read from the other. */
export const createTunnel = (parts: ProxyParts): ProxyHandler => async (request, reply) => {
  const upgrade = upgradeOf(request.raw);
  if (upgrade === undefined) throw new Error('not a request for a WebSocket');
  const signal = requestSignal(reply);
  const { upstream } = parts;
  const instance = await upstream.choose({ avoid: undefined, signal: () => signal });
  if (instance === undefined) throw new ServiceUnavailable(upstream.target, 'no-instance');
  const answer = await ask(instance, request, untilAnswered(signal, reply.raw).signal).catch((error: unknown) => {
    const failure = failureOf(error, instance.id, { deadline: signal, cancelled: signal.reason instanceof Problem ? undefined : signal });
    if (isFault(failure)) upstream.outliers.failed(instance.id);
    throw callError(upstream.target, failure);
  });
  reply.hijack();
  if (answer.socket === undefined) await refuse(parts, answer.response, reply);
  else tie(parts, { upgrade, reply, instance, answer: { ...answer, socket: answer.socket } });
};

/** `socket` is absent when the service refused. */
type Answer = { readonly response: IncomingMessage; readonly socket: Duplex | undefined; readonly head: Buffer };

/** By Node's own client: undici's does not tell how a service refused. */
const ask = async ({ address, port }: Instance, request: FastifyRequest, signal: AbortSignal): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = httpRequest({ host: address, port, path: request.raw.url, headers: { ...requestHeaders(request), ...upgradeHeaders }, agent: false, signal });
    asked.on('upgrade', (response: IncomingMessage, socket: Duplex, head: Buffer) => { resolve({ response, socket, head }); });
    asked.on('response', (response) => { resolve({ response, socket: undefined, head: Buffer.alloc(0) }); });
    asked.on('error', reject);
    asked.end();
  });

const refuse = async ({ ownHeaders }: ProxyParts, response: IncomingMessage, reply: FastifyReply): Promise<void> => {
  reply.raw.writeHead(response.statusCode ?? 502, { ...answerHeaders(response.headers, ownHeaders, reply), connection: 'close' });
  await pipeline(response, reply.raw).catch(() => {});
};

type Tie = { readonly upgrade: Upgrade; readonly reply: FastifyReply; readonly instance: Instance; readonly answer: Answer & { readonly socket: Duplex } };

const tie = ({ upstream, longLived, ownHeaders, idleTimeoutMs }: ProxyParts, { upgrade, reply, instance, answer }: Tie): void => {
  const { raw } = reply;
  const entry = upstream.pools.of(instance);
  upstream.outliers.answered(instance.id);
  entry.inFlight += 1;
  raw.writeHead(101, { ...answerHeaders(answer.response.headers, ownHeaders, reply), ...upgradeHeaders });
  raw.end();
  if (upgrade.head.length > 0) answer.socket.write(upgrade.head);
  if (answer.head.length > 0) upgrade.socket.write(answer.head);
  const end = (): void => { upgrade.socket.destroy(); answer.socket.destroy(); };
  const forget = longLived.add('websocket', end);
  reply.request.raw.socket.setTimeout(idleTimeoutMs, end);
  upgrade.socket.once('close', () => { entry.inFlight -= 1; forget(); });
  for (const socket of [upgrade.socket, answer.socket]) socket.on('error', end).once('close', end);
  // Not `pipeline`, twice on the same two streams: each would add its listeners to both.
  upgrade.socket.pipe(answer.socket).pipe(upgrade.socket);
};
