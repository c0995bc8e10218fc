import type { TargetMetrics } from './client-metrics.ts';
import { createGuard, type Guard } from './guard.ts';
import { targetOf, type ClientHost } from './target.ts';

export type ClientOptions = {
  /** Time for a call, retries included. Default: `CLIENT_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
  /** Tries in all, where repeating is safe. Default 3. */
  readonly attempts?: number;
  /** Calls in flight, and calls that may wait for a place. Default 100 and 200. */
  readonly bulkhead?: { readonly limit: number; readonly queue: number };
};

/** What protects from a target, whatever is spoken to it. */
export type GuardedTarget = { readonly target: string; readonly guard: Guard; readonly metrics: TargetMetrics; readonly timeoutMs: number };

/** Several clients of one target have places of their own (bulkhead), and one circuit. */
export const guardTarget = (host: ClientHost, target: string, options: ClientOptions): GuardedTarget => {
  const { breaker, budget, metrics } = targetOf(host, target);
  const guard = createGuard({ target, breaker, budget, attempts: options.attempts ?? 3, bulkhead: options.bulkhead ?? { limit: 100, queue: 200 }, onRetry: metrics.retried });
  return { target, guard, metrics, timeoutMs: options.timeoutMs ?? host.config.CLIENT_TIMEOUT_MS };
};
