import { trace } from '@opentelemetry/api';
import pino from 'pino';
import type { DestinationStream, Logger, LoggerOptions } from 'pino';
import { requestContext } from '../http/request-context.ts';
import { openStandardOutput } from './standard-output.ts';

export interface LoggerSetup {
  readonly service: string;
  readonly instance: string;
  readonly level: string;
  /** Default: standard output, buffered. */
  readonly destination?: DestinationStream;
}

export interface Loggers {
  /** For everything: its lines carry request id, trace id and span id, and secrets are cut out. */
  readonly log: Logger;
  /** For the one line a request: all its fields are known and harmless, so it is spared what `log` does to each line. */
  readonly accessLog: Logger;
}

const secrets = ['authorization', 'cookie', '["set-cookie"]', 'password', 'token', 'secret'];
const below = (parent: string, key: string): string => (key.startsWith('[') ? `${parent}${key}` : `${parent}.${key}`);
const redact = { paths: secrets.flatMap((key) => [key, below('*', key), below('*.*', key)]), censor: '[redacted]' };

const ids = (): Record<string, string> => {
  const span = trace.getActiveSpan()?.spanContext();
  const request = requestContext();
  return {
    ...(request === undefined ? {} : { request_id: request.requestId }),
    ...(span === undefined ? {} : { trace_id: span.traceId, span_id: span.spanId }),
  };
};

let standardOutput: DestinationStream | undefined;

export const createLoggers = ({ service, instance, level, destination }: LoggerSetup): Loggers => {
  const target = destination ?? (standardOutput ??= openStandardOutput());
  const options: LoggerOptions = { level, base: { service, instance }, formatters: { level: (label) => ({ level: label }) } };
  return { log: pino({ ...options, redact, mixin: ids }, target), accessLog: pino(options, target) };
};
