import { targetMetrics, type TargetMetrics } from '../client/client-metrics.ts';
import { createInstancePools, type InstancePools } from '../client/instance-pools.ts';
import { createRetryBudget, type RetryBudget } from '../client/retry-budget.ts';
import { chooseInstance, type Choice } from '../discovery/choose-instance.ts';
import type { Instance } from '../discovery/discovery.ts';
import { createOutliers, type Outliers } from '../discovery/outliers.ts';
import type { Service } from '../service/service.ts';

/** A service behind the gateway: its instances, the connections to them, and what is known of their failures. */
export type Upstream = {
  readonly target: string;
  readonly pools: InstancePools;
  readonly outliers: Outliers;
  readonly budget: RetryBudget;
  readonly metrics: TargetMetrics;
  readonly choose: (choice: Pick<Choice, 'avoid' | 'signal'>) => Promise<Instance | undefined>;
};

/** No limit on the silence in a body: the client's own connection has one, and its end ends the exchange. */
const poolOptions = { connect: { timeout: 1_000 }, headersTimeout: 0, bodyTimeout: 0, connections: 256 };

/** One upstream a service, however many routes lead to it. */
export const createUpstreams = (service: Service): ((target: string) => Upstream) => {
  const known = new Map<string, Upstream>();
  return (target) => {
    const upstream = known.get(target) ?? createUpstream(service, target);
    known.set(target, upstream);
    return upstream;
  };
};

const createUpstream = ({ discovery, log, metrics: registry, onClose }: Service, target: string): Upstream => {
  const list = discovery.watch(target);
  const pools = createInstancePools(poolOptions);
  const stopWatching = list.onChange(pools.keep);
  onClose('clients', async () => { stopWatching(); await pools.close(); });
  const metrics = targetMetrics(registry, target);
  const outliers = createOutliers({ onEject: (instance, forMs) => { metrics.ejected(); log.warn({ target, instance, forMs }, 'an instance fails; it is left out for a while'); } });
  return {
    target, pools, outliers, metrics,
    budget: createRetryBudget(),
    choose: ({ avoid, signal }) => chooseInstance(list, { load: pools.inFlight, outliers, avoid, signal }),
  };
};
