import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from './problem.ts';

/** Remaining milliseconds of the caller: a duration, because clocks of two machines differ. */
export const deadlineHeader = 'x-request-deadline-ms';

/** Time that this request has, in milliseconds: what its caller has left, `limit` at most. */
export const remainingTime = (headers: IncomingHttpHeaders, limit: number): number => {
  const given = headers[deadlineHeader];
  if (typeof given !== 'string' || !/^\d{1,9}$/.test(given)) return limit;
  return Math.min(Number(given), limit);
};

export const deadlinePassed = (): Problem =>
  new Problem({ status: 504, type: 'deadline-exceeded', title: 'Deadline exceeded', detail: 'The answer was not ready in the time that the request had.' });
