import { Metadata, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import { z } from 'zod';
import type { Problem, ProblemDetails } from '../http/problem.ts';
import { codeOf, httpStatusOf } from './codes.ts';

const problem = z.looseObject({ status: z.int().min(400).max(599) });

/** Where the problem (RFC 9457) behind a status travels, as JSON: readers that know it not have code and message. */
const problemKey = 'problem-bin';

/** A problem as gRPC says it. */
export const statusOf = ({ details, status, headers }: Problem): StatusObject => {
  const metadata = new Metadata();
  metadata.set(problemKey, Buffer.from(JSON.stringify(details)));
  const retryAfter = headers['retry-after'];
  if (retryAfter !== undefined) metadata.set('retry-after', retryAfter);
  return { code: codeOf(status), details: details.detail ?? details.title, metadata };
};

/** The problem that a status was made of, or what its code alone says. */
export const problemOf = ({ code, details, metadata }: ServiceError): ProblemDetails => {
  const told = metadata.get(problemKey)[0];
  return (told instanceof Buffer ? parsed(told) : undefined) ?? { status: httpStatusOf(code), detail: details };
};

const parsed = (bytes: Buffer): ProblemDetails | undefined => {
  try {
    return problem.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  } catch {
    return undefined;
  }
};
