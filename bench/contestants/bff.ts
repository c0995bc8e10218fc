import { compose, createClient, createLoader, createService, each, found, loadConfig, serviceConfig, sideBySide } from '@sample-system/chassis';
import type { ServiceContract } from '@sample-system/chassis/contract';
import { z } from 'zod';
import { ready } from './order.ts';
import './processor-time.ts';

/** A backend for a front end, as `ms add-bff` makes it: a view of several orders. Argument: upstream. */
const Order = z.object({ id: z.string(), status: z.string(), total: z.int() });

const orders = {
  name: 'orders',
  version: '1.0.0',
  routes: { getOrder: { method: 'GET', path: '/v1/orders/:id', params: z.object({ id: z.string() }), responses: { 200: Order } } },
  events: {},
} as const satisfies ServiceContract;

const contract = {
  name: 'web-shop',
  version: '1.0.0',
  routes: {
    getOverview: {
      method: 'GET',
      path: '/v1/web-shop/overview',
      query: z.object({ orders: z.union([z.string(), z.array(z.string())]) }),
      responses: { 200: z.object({ orders: z.array(Order.nullable()).nullable(), failed: z.array(z.object({ part: z.string() })) }) },
    },
  },
  events: {},
} as const satisfies ServiceContract;

const config = loadConfig(serviceConfig, { LOG_LEVEL: 'silent', STATIC_SERVICES: `orders=${process.argv[2] ?? ''}` });
const service = createService({ name: 'web-shop', contract, config });
const client = createClient(service, orders);

service.route(contract.routes.getOverview, async ({ query, log, signal }) => {
  const getOrder = createLoader(sideBySide(async (id: string) => found(await client.getOrder({ params: { id } }))));
  const { values, failed } = await compose({ orders: each(query.orders, getOrder) }, { log, signal });
  return { status: 200, body: { ...values, failed } };
});
const { url } = await service.start();
ready(Number(new URL(url).port));
