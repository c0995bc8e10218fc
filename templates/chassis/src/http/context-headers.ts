import { injectTrace } from '../tracing/propagation.ts';
import { requestContext } from './request-context.ts';

/** Trace and request in hand, for what goes on elsewhere: an event, a saga. */
export const contextHeaders = (): Record<string, string> => {
  const headers: Record<string, string> = {};
  injectTrace(headers);
  const request = requestContext();
  if (request !== undefined) headers['x-request-id'] = request.requestId;
  return headers;
};
