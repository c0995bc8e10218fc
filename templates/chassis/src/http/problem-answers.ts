import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problemContentType } from './problem.ts';

/** Every answer that is not a declared one is a problem (RFC 9457), whoever made it: handler, fastify or Node. */
export const answerWithProblems = (app: FastifyInstance): void => {
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    sendProblem(reply, new Problem({ status: 404, detail: `There is no ${request.method} ${request.raw.url?.split('?', 1)[0] ?? ''}.` }));
  });
};

export const sendError = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  const problem = problemOf(error);
  if (problem.status >= 500 && !(error instanceof Problem)) request.log.error({ err: error }, 'request failed');
  sendProblem(reply, problem);
};

export const sendProblem = (reply: FastifyReply, problem: Problem): void => {
  reply.code(problem.status).headers(problem.headers).header('content-type', problemContentType).send(JSON.stringify(problem.details));
};

/** Errors of fastify and its plugins say in `statusCode` whose fault it was; their words are for the caller only when it was the caller's. */
const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  const status = error instanceof Error ? (error as Partial<FastifyError>).statusCode : undefined;
  if (status === undefined || status < 400 || status >= 500) return new Problem({ status: 500 }, { cause: error });
  return new Problem({ status, detail: (error as Error).message }, { cause: error });
};

/** What Node could not parse as HTTP: there is no request to answer, only a socket. */
export const answerMalformed = (error: Error & { readonly code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = malformed[error.code ?? ''] ?? 400;
  const body = JSON.stringify(new Problem({ status }).details);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: ${problemContentType}\r\ncontent-length: ${body.length}\r\n\r\n`;
  socket.end(head + body);
};

const malformed: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };
