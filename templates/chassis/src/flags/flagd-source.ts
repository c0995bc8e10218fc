import { FlagNotFoundError, GeneralError } from '@openfeature/server-sdk';
import type { EvaluationContext } from '@openfeature/server-sdk';
import { ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import type { Logger } from 'pino';
import { Pool } from 'undici';
import { z } from 'zod';
import type { FlagMetrics } from './flag-metrics.ts';
import type { FlagSource } from './provider.ts';

/** A flag may not cost more than it is worth. */
const questionMs = 250;
const failuresInARow = 3;
const askAgainAfterMs = 5_000;

/** What OFREP answers: https://openfeature.dev/specification/appendix-d */
const success = z.object({ value: z.json(), reason: z.string().optional(), variant: z.string().optional() });
const failure = z.object({ errorCode: z.string(), errorDetails: z.string().optional() });

export interface FlagdSourceParts {
  readonly log: Logger;
  readonly metrics: FlagMetrics;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const ask = async (pool: Pool, path: string, context: EvaluationContext): Promise<Answer> => {
  const { statusCode: status, body } = await pool.request({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ context }), signal: AbortSignal.timeout(questionMs) });
  if (status >= 500) throw new Error(`flagd answers ${String(status)}`);
  return { status, body: await body.json() };
};

const refusal = (status: number, body: unknown): Error => {
  const { errorCode, errorDetails = `flagd answers ${String(status)}` } = failure.parse(body);
  return errorCode === 'FLAG_NOT_FOUND' ? new FlagNotFoundError(errorDetails) : new GeneralError(errorDetails);
};

/** Rules that a flagd evaluates, asked by OFREP, the HTTP protocol of OpenFeature. One that is slow or away is left alone for a while. */
export const flagdSource = (url: string, { log, metrics }: FlagdSourceParts): FlagSource => {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: 8 });
  const breaker = circuitBreaker(handleAll, { halfOpenAfter: askAgainAfterMs, breaker: new ConsecutiveBreaker(failuresInARow) });
  breaker.onBreak(() => { log.warn({ url }, 'flagd does not answer: flags have the defaults of the code'); });
  breaker.onSuccess(() => { metrics.source(true); });
  breaker.onFailure(() => { metrics.source(false); });

  return {
    name: 'flagd',
    resolve: async ({ flag, fallback, context }) => {
      const path = `${pathname.replace(/\/$/, '')}/ofrep/v1/evaluate/flags/${encodeURIComponent(flag)}`;
      const { status, body } = await breaker.execute(() => ask(pool, path, context));
      if (status !== 200) throw refusal(status, body);
      const { value, reason, variant } = success.parse(body);
      return { value: value as typeof fallback, ...(reason !== undefined && { reason }), ...(variant !== undefined && { variant }) };
    },
    close: () => pool.close(),
  };
};
