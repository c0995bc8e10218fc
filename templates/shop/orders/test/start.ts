import { connectBus, createService } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import type { OrderConfirmed, OrderRejected } from '@sample-system/orders-contract';
import { inject } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import type { Config } from '../src/config.ts';
import { startStandIns } from './stand-ins.ts';
import type { StandIns } from './stand-ins.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Running {
  /** GET without a body, POST with one; as alice unless the headers say otherwise. */
  readonly call: (path: string, request?: { readonly body?: object; readonly headers?: Readonly<Record<string, string>> }) => Promise<Answer>;
  readonly others: StandIns;
  /** The events that other services get, in the order of arrival. */
  readonly heard: { readonly confirmed: readonly OrderConfirmed[]; readonly rejected: readonly OrderRejected[] };
  readonly close: () => Promise<void>;
}

/** Another service, which hears what this one tells. */
const listen = async (config: Config) => {
  const listener = createService({ name: 'orders-listener', contract: { name: 'orders-listener', version: '1.0.0', routes: {}, events: {} }, config });
  const bus = connectBus(listener);
  const confirmed: OrderConfirmed[] = [];
  const rejected: OrderRejected[] = [];
  await bus.subscribe(ordersContract, 'order.confirmed.v1', async ({ data }) => { confirmed.push(data); });
  await bus.subscribe(ordersContract, 'order.rejected.v1', async ({ data }) => { rejected.push(data); });
  await listener.start();
  return { heard: { confirmed, rejected }, close: listener.close };
};

/** The service as it runs, on a real database and broker; inventory and payment are stand-ins. */
export const start = async (env: Readonly<Record<string, string>> = {}): Promise<Running> => {
  const { postgres, rabbitmq } = inject('infrastructure');
  const others = await startStandIns();
  const config = readConfig({
    DATABASE_URL: postgres['orders'],
    RABBITMQ_URL: rabbitmq,
    STATIC_SERVICES: `inventory=${others.inventory.url},payment=${others.payment.url}`,
    LOG_LEVEL: 'error',
    ...env,
  });
  const listener = await listen(config);
  const service = await createApp(config);
  const { url } = await service.start();
  return {
    others,
    heard: listener.heard,
    call: async (path, { body, headers = {} } = {}) => {
      const post = body && { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(url + path, { ...post, headers: { 'content-type': 'application/json', 'x-identity-sub': 'alice', ...headers } });
      return { status: response.status, body: await response.json() };
    },
    close: async () => {
      await service.close();
      await listener.close();
      await others.close();
    },
  };
};
