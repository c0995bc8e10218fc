import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problemContentType } from './problem.ts';

/** Counts a problem that was answered: its `type`, and its status. */
export type CountProblem = (type: string, status: number) => void;

export interface ProblemAnswers {
  /** Fastify's error handler, also for what goes wrong before routing. */
  readonly sendError: (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;
  readonly sendNotFound: (request: FastifyRequest, reply: FastifyReply) => void;
  /** What Node could not parse as HTTP: there is no request to answer, only a socket. */
  readonly answerMalformed: (error: Error & { readonly code?: string }, socket: Socket) => void;
}

/** Every answer that is not a declared one is a problem (RFC 9457), whoever made it: handler, fastify or Node. */
export const problemAnswers = (count: CountProblem): ProblemAnswers => {
  const send = (reply: FastifyReply, problem: Problem): void => {
    count(problem.details.type, problem.status);
    reply.code(problem.status).headers(problem.headers).header('content-type', problemContentType).send(JSON.stringify(problem.details));
  };
  return {
    sendError: (error, request, reply) => {
      const problem = problemOf(error);
      if (problem.status >= 500 && !(error instanceof Problem)) request.log.error({ err: error }, 'request failed');
      send(reply, problem);
    },
    sendNotFound: (request, reply) => {
      send(reply, new Problem({ status: 404, detail: `There is no ${request.method} ${request.raw.url?.split('?', 1)[0] ?? ''}.` }));
    },
    answerMalformed: (error, socket) => {
      if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
      const status = malformed[error.code ?? ''] ?? 400;
      count('malformed-request', status);
      return void socket.end(malformedAnswer(status), () => { socket.destroy(); });
    },
  };
};

/** Errors of fastify and its plugins say in `statusCode` whose fault it was; their words are for the caller only when it was the caller's. */
const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  const status = error instanceof Error ? (error as Partial<FastifyError>).statusCode : undefined;
  if (status === undefined || status < 400 || status >= 500) return new Problem({ status: 500 }, { cause: error });
  return new Problem({ status, detail: (error as Error).message }, { cause: error });
};

const malformedAnswer = (status: number): string => {
  const body = JSON.stringify(new Problem({ status }).details);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nconnection: close\r\ncontent-type: ${problemContentType}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
};

const malformed: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413 };
