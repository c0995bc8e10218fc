import { Problem } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import type { StockStore } from '../domain/reservation.ts';
import { inventoryContract } from '@sample-system/inventory-contract';

export const stockRoutes = (service: Service, stock: StockStore): void => {
  const { getStock, listStock } = inventoryContract.routes;

  service.route(getStock, async ({ params }) => {
    const item = await stock.find(params.sku);
    if (item === undefined) throw new Problem({ status: 404, type: 'unknown-sku', title: 'No such item', detail: `Nothing is known of ${params.sku}.` });
    return { status: 200, body: item };
  });

  service.route(listStock, async () => ({ status: 200, body: { items: [...(await stock.list())] } }));
};
