import type { Kysely, Selectable } from 'kysely';
import type { StockItem, StockStore } from '../domain/reservation.ts';
import type { Database } from './database.ts';

export const createStockStore = (db: Kysely<Database>): StockStore => ({
  find: async (sku) => {
    const row = await db.selectFrom('stock').selectAll().where('sku', '=', sku).executeTakeFirst();
    return row && toStockItem(row);
  },
  list: async () => (await db.selectFrom('stock').selectAll().orderBy('sku').execute()).map(toStockItem),
});

const toStockItem = ({ unit_price_cents: unitPriceCents, ...row }: Selectable<Database['stock']>): StockItem => ({ ...row, unitPriceCents });
