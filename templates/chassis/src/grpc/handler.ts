import type { IncomingHttpHeaders } from 'node:http';
import type { Logger } from 'pino';
import type { ZodType, z } from 'zod';
import type { GrpcMethods } from '../contract/grpc-contract.ts';
import { invalidRequest } from '../http/zod-compilers.ts';

/** What a handler gets of a call. */
export interface GrpcCall<Message> {
  /** As the proto file has it, defaults filled in. What it can not say, `checked` says. */
  readonly message: Message;
  /** The metadata of the call. */
  readonly headers: IncomingHttpHeaders;
  /** Its lines carry request id, trace id and span id. */
  readonly log: Logger;
  /** Aborted at the deadline, and when the caller has gone. Pass it on to whatever can be cancelled. */
  readonly signal: AbortSignal;
}

/** One a method. Throw a `Problem` for whatever is not the answer: it leaves as the status that it means. */
export type GrpcHandlers<Definition extends object> = {
  readonly [Name in keyof GrpcMethods<Definition>]: (call: GrpcCall<GrpcMethods<Definition>[Name]['taken']>) => Promise<GrpcMethods<Definition>[Name]['answered']> | GrpcMethods<Definition>[Name]['answered'];
};

/** A message as a schema wants it. @throws Problem 400, which is INVALID_ARGUMENT */
export const checked = <Schema extends ZodType>(schema: Schema, message: unknown): z.output<Schema> => {
  const result = schema.safeParse(message);
  if (!result.success) throw invalidRequest('message', result.error);
  return result.data;
};
