import { createService, openMessages, openSagas, openStore } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import { connectInventory } from './clients/inventory.ts';
import { connectPayment } from './clients/payment.ts';
import type { Config } from './config.ts';
import { createAnnounce } from './events/announce.ts';
import { orderRoutes } from './routes/orders.ts';
import { placeOrderSaga } from './sagas/place-order.ts';
import { rejectOrder } from './sagas/reject-order.ts';
import { untilSettled } from './sagas/until-settled.ts';
import type { Database } from './store/database.ts';
import { createDecideOrder } from './store/decide-order.ts';
import { migrations } from './store/migrations.ts';
import { createOrderStore } from './store/order-store.ts';

export const createApp = async (config: Config): Promise<Service> => {
  const service = createService({ name: 'orders', contract: ordersContract, config });
  const db = openStore<Database>(service, { migrations });
  const { outbox } = openMessages(service, db);
  const decide = createDecideOrder(createAnnounce(outbox));
  const saga = openSagas(service, db).register(
    placeOrderSaga({ inventory: connectInventory(service), payment: connectPayment(service), decide }),
    { onEnd: rejectOrder(decide) },
  );
  const store = createOrderStore(db, async (trx, id, { lines, cardToken }) => { await saga.start(trx, { id, input: { lines: [...lines], cardToken } }); });

  orderRoutes(service, { store, settled: untilSettled(saga, config.ORDER_WAIT_MS), progress: saga.find });
  return service;
};
