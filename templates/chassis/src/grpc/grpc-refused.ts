import type { ServiceError, status as Code } from '@grpc/grpc-js';
import { Problem, type ProblemDetails } from '../http/problem.ts';
import { codeName } from './codes.ts';
import { problemOf } from './problem-metadata.ts';

/**
 * The target works and does not want the request: NOT_FOUND, FAILED_PRECONDITION, INVALID_ARGUMENT … Catch it where the caller knows what
 * to do; uncaught it is a 502, because what is unknown to another service is not for that reason unknown to this one.
 */
export class GrpcRefused extends Problem {
  override readonly name = 'GrpcRefused';
  readonly code: Code;
  /** What the target said: the problem that it threw, or what its code means. */
  readonly problem: ProblemDetails;

  constructor(target: string, method: string, refusal: ServiceError) {
    super({ status: 502, type: 'refused-by-target', title: 'Refused by another service', detail: `${target} answered ${method} with ${codeName(refusal.code)}.`, target }, { cause: refusal });
    this.code = refusal.code;
    this.problem = problemOf(refusal);
  }
}
