import { status as Code, type ServiceError } from '@grpc/grpc-js';
import { AttemptFailure } from '../client/attempt-failure.ts';
import type { Deadline } from '../client/deadline.ts';
import { isRefusal } from './codes.ts';
import { problemOf } from './problem-metadata.ts';

/** Whether the target works and did not want this request: no failure of an attempt, and nothing against the target. */
export const isRefused = (error: ServiceError): boolean => isRefusal(error.code) || isTooLarge(error);

/** grpc-js says it by the code of whoever is overloaded. */
const isTooLarge = ({ code, details }: ServiceError): boolean => code === Code.RESOURCE_EXHAUSTED && /message.* larger than/.test(details);

/** Sorts how a call ended. To the guard a status is the HTTP status that it means, so that one rule says what is repeated, and when. */
export const failureOf = (error: ServiceError, instance: string, { expired, cancelled }: Pick<Deadline, 'expired' | 'cancelled'>): AttemptFailure => {
  const about = { instance, cause: error };
  if (cancelled?.aborted === true) return new AttemptFailure('cancelled', about);
  if (expired.aborted || error.code === Code.DEADLINE_EXCEEDED) return new AttemptFailure('timeout', about);
  if (isOwn(error)) return new AttemptFailure('broken', about);
  const retryAfter = error.metadata.get('retry-after')[0];
  const response = { status: problemOf(error).status, headers: typeof retryAfter === 'string' ? { 'retry-after': retryAfter } : {}, text: error.details };
  return new AttemptFailure(response.status === 429 ? 'throttled' : 'status', { ...about, response });
};

/** A status that grpc-js made of a broken connection; one from the target came with headers. */
const isOwn = ({ metadata }: ServiceError): boolean => Object.keys(metadata.getMap()).length === 0;
