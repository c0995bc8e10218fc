import { connectBus, createService } from '@sample-system/chassis';
import type { Bus } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import { inject } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Running {
  readonly url: string;
  /** GET without a body, POST with one, unless a method is given. */
  readonly call: (path: string, body?: object, method?: string) => Promise<Answer>;
  /** The bus as orders publishes on it. */
  readonly orders: Bus;
  readonly close: () => Promise<void>;
}

/** The service as it runs, on a real database and broker, and a stand-in for orders. */
export const start = async (): Promise<Running> => {
  const { postgres, rabbitmq } = inject('infrastructure');
  const config = readConfig({ DATABASE_URL: postgres['inventory'], RABBITMQ_URL: rabbitmq, LOG_LEVEL: 'warn' });
  const service = await createApp(config);
  const { url } = await service.start();
  const orders = createService({ name: 'orders', contract: ordersContract, config });
  const bus = connectBus(orders);
  await orders.start();
  return {
    url,
    orders: bus,
    call: async (path, body, method = body === undefined ? 'GET' : 'POST') => {
      const content = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
      const response = await fetch(url + path, { method, ...content });
      return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
    },
    close: async () => {
      await orders.close();
      await service.close();
    },
  };
};
