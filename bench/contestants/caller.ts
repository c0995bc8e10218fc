import { setTimeout as delay } from 'node:timers/promises';
import { createClient, createService, loadConfig, serviceConfig } from '@sample-system/chassis';
import type { ServiceContract } from '@sample-system/chassis/contract';
import { Pool } from 'undici';
import { z } from 'zod';

/**
 * Calls a service with 32 calls in flight, each time it is asked to, and tells how many a second of its own processor time it made.
 * Arguments: upstream, and `plain` for undici alone or `guarded` for the client of the chassis.
 */
const [upstream = '', kind] = process.argv.slice(2);
const Order = z.object({ id: z.string(), status: z.string(), total: z.int() });

const contract = {
  name: 'orders',
  version: '1.0.0',
  routes: { getOrder: { method: 'GET', path: '/v1/orders/:id', params: z.object({ id: z.string() }), responses: { 200: Order } } },
  events: {},
} as const satisfies ServiceContract;

const plain = (): (() => Promise<unknown>) => {
  const pool = new Pool(upstream);
  return async () => {
    const { body } = await pool.request({ method: 'GET', path: '/v1/orders/42' });
    return Order.parse(await body.json());
  };
};

const guarded = (): (() => Promise<unknown>) => {
  const config = loadConfig(serviceConfig, { LOG_LEVEL: 'silent', STATIC_SERVICES: `orders=${upstream}` });
  const client = createClient(createService({ name: 'caller', contract: { ...contract, name: 'caller', routes: {} }, config }), contract);
  return async () => client.getOrder({ params: { id: '42' } });
};

const call = kind === 'plain' ? plain() : guarded();

const round = async (): Promise<number> => {
  const before = process.cpuUsage();
  const stop = new AbortController();
  let calls = 0;
  const worker = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await call();
      calls += 1;
    }
  };
  const workers = Array.from({ length: 32 }, worker);
  await delay(4_000);
  stop.abort();
  await Promise.all(workers);
  const { user, system } = process.cpuUsage(before);
  return calls / ((user + system) / 1e6);
};

process.on('message', async () => { process.send?.({ calls: await round() }); });
process.send?.({ port: 0 });
