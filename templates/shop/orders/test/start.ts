import { connectBus, createService } from '@sample-system/chassis';
import { stubService } from '@sample-system/chassis/testing';
import type { StubHandlers, StubService } from '@sample-system/chassis/testing';
import { inventoryContract } from '@sample-system/inventory-contract';
import { ordersContract } from '@sample-system/orders-contract';
import type { OrderConfirmed, OrderRejected } from '@sample-system/orders-contract';
import { paymentContract } from '@sample-system/payment-contract';
import { inject } from 'vitest';
import { createApp } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import type { Config } from '../src/config.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Running {
  /** GET without a body, POST with one; as alice unless the headers say otherwise. */
  readonly call: (path: string, request?: { readonly body?: object; readonly headers?: Readonly<Record<string, string>> }) => Promise<Answer>;
  readonly inventory: StubService;
  readonly payment: StubService;
  /** The events that other services get, in the order of arrival. */
  readonly heard: { readonly confirmed: readonly OrderConfirmed[]; readonly rejected: readonly OrderRejected[] };
  readonly close: () => Promise<void>;
}

const price = 1_000;

const inventoryAnswers: StubHandlers<typeof inventoryContract> = {
  reserveStock: ({ body: { orderId, lines } }) => {
    if (lines.some(({ sku }) => sku === 'sold-out')) return { status: 409, body: { type: 'out-of-stock', title: 'Not enough in stock', status: 409 } };
    const totalCents = lines.reduce((total, { quantity }) => total + quantity * price, 0);
    return { status: 201, body: { orderId, status: 'held', lines: lines.map((line) => ({ ...line, unitPriceCents: price })), totalCents } };
  },
};

const paymentAnswers: StubHandlers<typeof paymentContract> = {
  chargePayment: ({ body: { orderId, amountCents, cardToken } }) =>
    cardToken === 'tok_declined'
      ? { status: 402, body: { type: 'card-declined', title: 'The card was declined', status: 402 } }
      : { status: 201, body: { orderId, amountCents, status: 'charged' } },
};

/** Another service, which hears what this one tells. */
export const listen = async (config: Config) => {
  const listener = createService({ name: 'orders-listener', contract: { name: 'orders-listener', version: '1.0.0', routes: {}, events: {} }, config });
  const bus = connectBus(listener);
  const confirmed: OrderConfirmed[] = [];
  const rejected: OrderRejected[] = [];
  await bus.subscribe(ordersContract, 'order.confirmed.v1', async ({ data }) => { confirmed.push(data); });
  await bus.subscribe(ordersContract, 'order.rejected.v1', async ({ data }) => { rejected.push(data); });
  await listener.start();
  return { heard: { confirmed, rejected }, close: listener.close };
};

/** The service as it runs, on a real database and broker; inventory and payment are stubs that answer by contract. */
export const start = async (): Promise<Running> => {
  const { postgres, rabbitmq } = inject('infrastructure');
  const inventory = await stubService(inventoryContract, inventoryAnswers);
  const payment = await stubService(paymentContract, paymentAnswers);
  const config = readConfig({
    DATABASE_URL: postgres['orders'],
    RABBITMQ_URL: rabbitmq,
    STATIC_SERVICES: `inventory=${inventory.url},payment=${payment.url}`,
    LOG_LEVEL: 'error',
  });
  const listener = await listen(config);
  const service = await createApp(config);
  const { url } = await service.start();
  return {
    inventory,
    payment,
    heard: listener.heard,
    call: async (path, { body, headers = {} } = {}) => {
      const post = body && { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(url + path, { ...post, headers: { 'content-type': 'application/json', 'x-identity-sub': 'alice', ...headers } });
      return { status: response.status, body: await response.json() };
    },
    close: async () => {
      await service.close();
      await listener.close();
      await Promise.all([inventory.close(), payment.close()]);
    },
  };
};
