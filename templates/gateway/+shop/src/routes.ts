import type { GatewayRoute } from '@sample-system/chassis/gateway';

/** What is reachable from outside. Everything else is not. */
export const routes = [
  { prefix: '/v1/orders', service: 'orders', auth: 'jwt' },
  { prefix: '/v1/stock', service: 'inventory', auth: 'public' },
] satisfies GatewayRoute[];
