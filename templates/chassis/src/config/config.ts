import type { ConfigOf } from './load-config.ts';
import type { busConfig, cacheConfig, gatewayConfig, postgresConfig, serviceConfig } from './shapes.ts';

export type ServiceConfig = ConfigOf<typeof serviceConfig>;
export type PostgresConfig = ConfigOf<typeof postgresConfig>;
export type BusConfig = ConfigOf<typeof busConfig>;
export type CacheConfig = ConfigOf<typeof cacheConfig>;
export type GatewayConfig = ConfigOf<typeof gatewayConfig>;
