import { context, createContextKey } from '@opentelemetry/api';
import type { Context } from '@opentelemetry/api';

/** Headers in which the gateway says who the caller is: `x-identity-…` and `x-user-…`, names in lower case. */
export type Identity = Readonly<Record<string, string>>;

/** What belongs to the request (or message) in hand and travels along with every call that is made for it. */
export interface RequestContext {
  readonly requestId: string;
  readonly traceId: string;
  /** When the answer has lost its use: milliseconds since the epoch. */
  readonly deadline: number;
  /**
   * Headers as they came. Trust them only behind the gateway, which strips such headers from outside and writes its own:
   * a service that can be reached past the gateway can be lied to.
   */
  readonly identity: Identity;
  /** The `Idempotency-Key` that the caller sent, or who an event is: repeats carry the same, and so do the calls that are made for them. */
  readonly idempotencyKey?: string | undefined;
}

const key = createContextKey('request context');

/** The request in hand, through every `await` of its handler; `undefined` outside of a request. */
export const requestContext = (): RequestContext | undefined => context.active().getValue(key) as RequestContext | undefined;

/** One store for trace and request: entering two for each request would cost twice. */
export const withRequestContext = (parent: Context, request: RequestContext): Context => parent.setValue(key, request);

/** Runs `work` as part of a request; for what is not HTTP, such as a message. */
export const runInRequestContext = <Result>(request: RequestContext, work: () => Result): Result =>
  context.with(withRequestContext(context.active(), request), work);
