import { createService, openMessages, openStore } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { inventoryContract } from '@sample-system/inventory-contract';
import type { Config } from './config.ts';
import { orderEvents } from './events/orders.ts';
import { reservationRoutes } from './routes/reservations.ts';
import { stockRoutes } from './routes/stock.ts';
import type { Database } from './store/database.ts';
import { migrations } from './store/migrations.ts';
import { createReservationStore } from './store/reservation-store.ts';
import { createStockStore } from './store/stock-store.ts';

export const createApp = async (config: Config): Promise<Service> => {
  const service = createService({ name: 'inventory', contract: inventoryContract, config });
  const db = openStore<Database>(service, { migrations });
  const { inbox } = openMessages(service, db);
  const reservations = createReservationStore(db);

  stockRoutes(service, createStockStore(db));
  reservationRoutes(service, reservations);
  await orderEvents(inbox);
  return service;
};
