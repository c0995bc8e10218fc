import { inject } from 'vitest';
import { signToken } from '../services/gateway/dev/sign-token.ts';
import { createApp as createGateway } from '../services/gateway/src/app.ts';
import { readConfig as readGatewayConfig } from '../services/gateway/src/config.ts';
import { createApp as createInventory } from '../services/inventory/src/app.ts';
import { readConfig as readInventoryConfig } from '../services/inventory/src/config.ts';
import { createApp as createOrders } from '../services/orders/src/app.ts';
import { readConfig as readOrdersConfig } from '../services/orders/src/config.ts';
import { createApp as createPayment } from '../services/payment/src/app.ts';
import { readConfig as readPaymentConfig } from '../services/payment/src/config.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface Shop {
  /** Through the gateway, as alice; GET without a body, POST with one. */
  readonly call: (path: string, request?: { readonly body?: object; readonly headers?: Readonly<Record<string, string>> }) => Promise<Answer>;
  /** Asked of payment itself: charges are not reachable from outside. */
  readonly chargeOf: (orderId: string) => Promise<unknown>;
  readonly stop: (service: 'orders' | 'inventory' | 'payment') => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The whole system in one process: the services as they run, which find each other in the registry. */
export const startShop = async (): Promise<Shop> => {
  const { postgres, rabbitmq, consul } = inject('infrastructure');
  const shared = {
    LOG_LEVEL: 'error',
    RABBITMQ_URL: rabbitmq,
    DISCOVERY: 'consul',
    CONSUL_URL: consul,
    HEALTH_CHECK_INTERVAL_MS: '1000',
    JWT_SECRET: 'a-secret-of-this-test-and-nothing-else',
  };
  const inventory = await createInventory(readInventoryConfig({ ...shared, DATABASE_URL: postgres['inventory'] }));
  const payment = await createPayment(readPaymentConfig({ ...shared, DATABASE_URL: postgres['payment'] }));
  const orders = await createOrders(readOrdersConfig({ ...shared, DATABASE_URL: postgres['orders'] }));
  const gateway = await createGateway(readGatewayConfig(shared));
  const services = { inventory, payment, orders };

  const [, { url: paymentUrl }] = await Promise.all([inventory.start(), payment.start(), orders.start()]);
  const { url } = await gateway.start();
  const authorization = `Bearer ${signToken('alice', shared)}`;
  return {
    call: async (path, { body, headers = {} } = {}) => {
      const post = body && { method: 'POST', body: JSON.stringify(body) };
      const response = await fetch(url + path, { ...post, headers: { authorization, 'content-type': 'application/json', ...headers } });
      return { status: response.status, body: await response.json() };
    },
    chargeOf: async (orderId) => (await fetch(`${paymentUrl}/v1/charges/${orderId}`)).json(),
    stop: async (service) => services[service].close(),
    close: async () => {
      await gateway.close();
      await Promise.all(Object.values(services).map(async (service) => service.close()));
    },
  };
};
