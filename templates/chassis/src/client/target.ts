import { createOutliers, type Outliers } from '../discovery/outliers.ts';
import type { Service } from '../service/service.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { targetMetrics, type TargetMetrics } from './client-metrics.ts';
import { createRetryBudget, type RetryBudget } from './retry-budget.ts';

/** The parts of a `Service` that a client needs. */
export type ClientHost = Pick<Service, 'config' | 'discovery' | 'log' | 'metrics' | 'onClose' | 'tracing'>;

/** What a service knows of another one that it calls, over whatever protocol: its circuit, its failing instances, and what may be repeated. */
export type Target = { readonly breaker: Breaker; readonly budget: RetryBudget; readonly outliers: Outliers; readonly metrics: TargetMetrics };

/** One a service and target, however many clients of it there are: what one of them learns the others need not find out. */
export const onePerTarget = <Made>(make: (host: ClientHost, target: string) => Made): ((host: ClientHost, target: string) => Made) => {
  const known = new WeakMap<ClientHost['metrics'], Map<string, Made>>();
  return (host, target) => {
    const made = known.get(host.metrics) ?? new Map<string, Made>();
    known.set(host.metrics, made);
    const one = made.get(target) ?? make(host, target);
    made.set(target, one);
    return one;
  };
};

export const targetOf = onePerTarget(({ config, log, metrics: all }, target): Target => {
  const metrics = targetMetrics(all, target);
  const breaker = createBreaker({
    target,
    threshold: config.BREAKER_THRESHOLD,
    halfOpenAfterMs: config.BREAKER_HALF_OPEN_AFTER_MS,
    onState: (state) => { metrics.breaker(state); log.warn({ target, state }, 'circuit breaker changed'); },
  });
  const outliers = createOutliers({ onEject: (instance, forMs) => { metrics.ejected(); log.warn({ target, instance, forMs }, 'an instance fails; it is left out for a while'); } });
  return { breaker, budget: createRetryBudget(), outliers, metrics };
});
