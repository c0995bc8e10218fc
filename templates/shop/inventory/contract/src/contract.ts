import type { ServiceContract } from '@sample-system/chassis/contract';
import * as v1 from './v1/routes.ts';

export type { Line, PricedLine, Reservation, StockItem } from './v1/routes.ts';

/** What inventory promises: stock to look at and stock to reserve. */
export const inventoryContract = {
  name: 'inventory',
  version: '1.0.0',
  routes: { getStock: v1.getStock, listStock: v1.listStock, reserveStock: v1.reserveStock, releaseStock: v1.releaseStock, getReservation: v1.getReservation },
  events: {},
} as const satisfies ServiceContract;
