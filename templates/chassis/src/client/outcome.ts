import type { RouteContract } from '../contract/contract.ts';
import { AttemptFailure, type RawResponse } from './attempt-failure.ts';
import { retryAfterMs } from './retry-after.ts';
import { isClientError, DeadlineExceeded, ServiceUnavailable, UnexpectedResponse } from './client-errors.ts';

/** The declared answer that a response is. Throws `UnexpectedResponse` when it is none. */
export const declaredAnswer = (target: string, route: RouteContract, response: RawResponse): { readonly status: number; readonly body?: unknown } => {
  const { status, text } = response;
  const schema = route.responses[status];
  if (schema === undefined) throw new UnexpectedResponse(target, `answered ${route.method} ${route.path} with ${status}, which its contract does not have`);
  if (schema === null) return { status };
  const parsed = schema.safeParse(parseJson(target, text));
  if (parsed.success) return { status, body: parsed.data };
  throw new UnexpectedResponse(target, `answered ${route.method} ${route.path} with a body that does not fit its contract`, parsed.error);
};

const parseJson = (target: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UnexpectedResponse(target, 'answered with a body that is not JSON', error);
  }
};

/** What the caller is told when the last attempt failed. Errors that are not about the target are passed on. */
export const callError = (target: string, error: unknown): unknown => {
  if (isTimeout(error)) return new DeadlineExceeded(target, error);
  if (!(error instanceof AttemptFailure)) return error;
  switch (error.kind) {
    case 'no-instance':
    case 'unreachable':
      return new ServiceUnavailable(target, error.kind, { cause: error });
    case 'broken':
      return new UnexpectedResponse(target, 'broke the connection before its answer was complete', error);
    case 'timeout':
      return new DeadlineExceeded(target, error);
    case 'status':
    case 'throttled':
      return statusError(target, error);
    case 'cancelled':
      return error;
  }
};

const isTimeout = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

const statusError = (target: string, error: AttemptFailure): unknown => {
  const { status, headers } = error.response ?? { status: 500, headers: {} };
  if (status === 503 || status === 429) return new ServiceUnavailable(target, 'overloaded', { retryAfter: Math.max(1, Math.ceil((retryAfterMs(headers) ?? 0) / 1000)), cause: error });
  if (status === 504) return new DeadlineExceeded(target, error);
  return new UnexpectedResponse(target, `answered with ${status}`, error);
};

/** The value of the metric's label `outcome`. */
export const outcomeOf = (error: unknown): string => {
  if (error instanceof ServiceUnavailable) return error.reason;
  return isClientError(error) ? error.details.type : 'cancelled';
};
