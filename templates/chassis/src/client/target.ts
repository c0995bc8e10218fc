import { createOutliers } from '../discovery/outliers.ts';
import type { Service } from '../service/service.ts';
import { createBreaker, type Breaker } from './breaker.ts';
import { targetMetrics, type TargetMetrics } from './client-metrics.ts';
import { createRetryBudget, type RetryBudget } from './retry-budget.ts';
import { createTransport, type Transport } from './transport.ts';

/** The parts of a `Service` that a client needs. */
export type ClientHost = Pick<Service, 'config' | 'discovery' | 'log' | 'metrics' | 'onClose' | 'tracing'>;

/** What a service knows of another one that it calls: its circuit, its connections, its failing instances, and what may be repeated. */
export type Target = { readonly breaker: Breaker; readonly budget: RetryBudget; readonly transport: Transport; readonly metrics: TargetMetrics };

const known = new WeakMap<ClientHost['metrics'], Map<string, Target>>();

/** One a service and target, however many clients of it there are: what one of them learns the others need not find out. */
export const targetOf = (host: ClientHost, name: string): Target => {
  const targets = known.get(host.metrics) ?? new Map<string, Target>();
  known.set(host.metrics, targets);
  const target = targets.get(name) ?? openTarget(host, name);
  targets.set(name, target);
  return target;
};

const openTarget = ({ config, discovery, log, metrics: all, onClose }: ClientHost, target: string): Target => {
  const metrics = targetMetrics(all, target);
  const breaker = createBreaker({
    target,
    threshold: config.BREAKER_THRESHOLD,
    halfOpenAfterMs: config.BREAKER_HALF_OPEN_AFTER_MS,
    onState: (state) => { metrics.breaker(state); log.warn({ target, state }, 'circuit breaker changed'); },
  });
  const outliers = createOutliers({ onEject: (instance, forMs) => { metrics.ejected(); log.warn({ target, instance, forMs }, 'an instance fails; it is left out for a while'); } });
  const transport = createTransport(discovery.watch(target), outliers);
  onClose('clients', transport.close);
  return { breaker, budget: createRetryBudget(), transport, metrics };
};
