import { createService, openMessages, openStore } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import { connectInventory } from './clients/inventory.ts';
import { connectPayment } from './clients/payment.ts';
import type { Config } from './config.ts';
import { createAnnounce } from './events/announce.ts';
import { sweepRegularly } from './events/sweeping.ts';
import { orderRoutes } from './routes/orders.ts';
import type { Database } from './store/database.ts';
import { migrations } from './store/migrations.ts';
import { createOrderStore } from './store/order-store.ts';

export const createApp = async (config: Config): Promise<Service> => {
  const service = createService({ name: 'orders', contract: ordersContract, config });
  const db = openStore<Database>(service, { migrations });
  const { outbox } = openMessages(service, db);
  const store = createOrderStore(db, createAnnounce(outbox));

  orderRoutes(service, { store, inventory: connectInventory(service), payment: connectPayment(service) });
  sweepRegularly(service, { store, abandonedAfterMs: config.ORDER_ABANDONED_AFTER_MS });
  return service;
};
