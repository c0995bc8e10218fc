import { createService, loadConfig, serviceConfig } from '@sample-system/chassis';
import type { ServiceContract } from '@sample-system/chassis/contract';
import { z } from 'zod';
import { order, ready } from './order.ts';
import './processor-time.ts';

const Order = z.object({
  id: z.string(),
  customer: z.uuid(),
  status: z.enum(['confirmed', 'rejected']),
  total: z.int(),
  currency: z.string(),
  items: z.array(z.object({ sku: z.string(), quantity: z.int(), price: z.int() })),
});

const contract = {
  name: 'orders',
  version: '1.0.0',
  routes: { getOrder: { method: 'GET', path: '/v1/orders/:id', params: z.object({ id: z.string() }), responses: { 200: Order } } },
  events: {},
} as const satisfies ServiceContract;

const config = loadConfig(serviceConfig, {
  ...process.env,
  PORT: '0',
  DISCOVERY: 'static',
  LOG_LEVEL: 'info',
  OTEL_EXPORTER_OTLP_ENDPOINT: process.argv[2],
});
const service = createService({ name: 'orders', contract, config });
service.route(contract.routes.getOrder, ({ params }) => ({ status: 200, body: { ...order(params.id), status: 'confirmed' as const } }));
const { url } = await service.start();
ready(Number(new URL(url).port));
