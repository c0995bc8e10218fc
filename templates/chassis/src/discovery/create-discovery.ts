import type { ServiceConfig } from '../config/config.ts';
import { createConsulDiscovery } from './consul-discovery.ts';
import type { Discovery } from './discovery.ts';
import { createDnsDiscovery } from './dns-discovery.ts';
import type { Log } from './log.ts';
import { createStaticDiscovery } from './static-discovery.ts';

export type DiscoveryConfig = Pick<ServiceConfig, 'DISCOVERY' | 'CONSUL_URL' | 'STATIC_SERVICES' | 'DNS_SUFFIX' | 'DNS_PORT' | 'DNS_GRPC_PORT' | 'HEALTH_CHECK_INTERVAL_MS'>;

/** The discovery that `DISCOVERY` names. */
export const createDiscovery = (config: DiscoveryConfig, log: Log): Discovery => {
  switch (config.DISCOVERY) {
    case 'consul':
      return createConsulDiscovery({ url: config.CONSUL_URL, healthCheckIntervalMs: config.HEALTH_CHECK_INTERVAL_MS, log });
    case 'dns':
      return createDnsDiscovery({ suffix: config.DNS_SUFFIX, ports: { http: config.DNS_PORT, grpc: config.DNS_GRPC_PORT }, refreshMs: config.HEALTH_CHECK_INTERVAL_MS, log });
    case 'static':
      return createStaticDiscovery(config.STATIC_SERVICES);
  }
};
