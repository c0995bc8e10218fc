import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { RouteContract, RouteOutput, RouteRequest } from '../contract/contract.ts';

/** What a handler gets: the validated parts of the request, and what it needs to work on it. */
export type HandlerRequest<Route extends RouteContract> = RouteRequest<Route> & {
  readonly headers: IncomingHttpHeaders;
  /** Its lines carry request id, trace id and span id. */
  readonly log: Logger;
  /** Aborted at the deadline, and when the caller has gone. Pass it on to whatever can be cancelled. */
  readonly signal: AbortSignal;
};

/** As literals: with `number` here TypeScript would widen a handler's `status: 201` before it looks at the contract. */
type Status = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 301 | 302 | 303 | 304 | 307 | 308
  | 400 | 401 | 402 | 403 | 404 | 405 | 406 | 409 | 410 | 412 | 413 | 415 | 422 | 423 | 424 | 425 | 428 | 429 | 451 | 500 | 501 | 502 | 503 | 504;

/** One of the declared answers. */
export type HandlerReply<Route extends RouteContract> = RouteOutput<Route> & { readonly status: Status } & { readonly headers?: Readonly<Record<string, string>> };

/** Throw a `Problem` for whatever is not a declared answer. */
export type Handler<Route extends RouteContract> = (request: HandlerRequest<Route>) => Promise<HandlerReply<Route>> | HandlerReply<Route>;
