import type { IncomingHttpHeaders } from 'node:http';
import { idempotencyKeyHeader, idempotencyKeyOf } from '../http/idempotency-key.ts';
import { Problem } from '../http/problem.ts';

/** The key of a request that must have one. @throws Problem 400 */
export const requiredKey = (headers: IncomingHttpHeaders): string => {
  const key = idempotencyKeyOf(headers);
  if (key !== undefined) return key;
  const given = headers[idempotencyKeyHeader] !== undefined;
  throw new Problem({
    status: 400,
    type: given ? 'idempotency-key-invalid' : 'idempotency-key-required',
    title: given ? 'Idempotency-Key is invalid' : 'Idempotency-Key is missing',
    detail: 'Send an Idempotency-Key of at most 255 letters, digits, or . _ : + / = -, a new one for each request and the same one for its repeats.',
  });
};

export const keyReused = (): Problem =>
  new Problem({ status: 422, type: 'idempotency-key-reused', title: 'Idempotency-Key is already used', detail: 'This key came with another request before. Repeat that one, or take a new key.' });

export const inProgress = (): Problem =>
  new Problem({ status: 409, type: 'request-in-progress', title: 'A request is outstanding for this Idempotency-Key', detail: 'The same request is being answered. Ask again in a moment.' }, { headers: { 'retry-after': '1' } });

export const undone = (): Problem =>
  new Problem({ status: 409, type: 'undone', title: 'This has been undone', detail: 'What undoes this request has come before it; it is not done any more.' });

export const noUndo = (key: string): Problem =>
  new Problem({ status: 400, type: 'idempotency-key-invalid', title: 'Idempotency-Key is invalid', detail: `${key} does not end with ":undo", so it does not say what is to be undone.` });
