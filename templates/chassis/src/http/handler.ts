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

/** One of the declared answers. */
export type HandlerReply<Route extends RouteContract> = RouteOutput<Route> & { readonly headers?: Readonly<Record<string, string>> };

/** Throw a `Problem` for whatever is not a declared answer. */
export type Handler<Route extends RouteContract> = (request: HandlerRequest<Route>) => Promise<HandlerReply<Route>> | HandlerReply<Route>;
