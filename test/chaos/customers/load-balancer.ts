import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../support/random.ts';

export interface LoadBalancer {
  /** A gateway that takes traffic, other than `avoid` where there is a choice. */
  readonly choose: (avoid: string | undefined) => string;
  readonly close: () => Promise<void>;
}

/** As often as a load balancer asks. */
const probeEveryMs = 500;

/** Knows by probes which gateways want traffic, as whatever stands in front of them does. */
export const createLoadBalancer = (gateways: readonly string[], random: Random): LoadBalancer => {
  const stop = new AbortController();
  const ready = new Set(gateways);
  const probe = async (gateway: string): Promise<void> => {
    const response = await fetch(`${gateway}/health/ready`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
    await response?.body?.cancel();
    if (response?.ok === true) ready.add(gateway);
    else ready.delete(gateway);
  };
  const watch = async (gateway: string): Promise<void> => {
    while (!stop.signal.aborted) {
      await probe(gateway);
      await delay(probeEveryMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const watching = Promise.all(gateways.map(watch));
  return {
    choose: (avoid) => {
      const able = gateways.filter((gateway) => ready.has(gateway));
      const others = able.filter((gateway) => gateway !== avoid);
      return random.pick([others, able, gateways].find((list) => list.length > 0) ?? gateways);
    },
    close: async () => {
      stop.abort();
      await watching;
    },
  };
};
