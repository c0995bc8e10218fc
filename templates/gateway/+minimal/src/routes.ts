import type { GatewayRoute } from '@sample-system/chassis/gateway';

/** What is reachable from outside. Everything else is not. */
export const routes = [
  { prefix: '/v1/sample-item', service: 'sample-item', auth: 'jwt' },
] satisfies GatewayRoute[];
