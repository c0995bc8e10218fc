import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('stock')
    .addColumn('sku', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('unit_price_cents', 'integer', (column) => column.notNull().check(sql`unit_price_cents >= 0`))
    .addColumn('available', 'integer', (column) => column.notNull().check(sql`available >= 0`))
    .addColumn('reserved', 'integer', (column) => column.notNull().defaultTo(0).check(sql`reserved >= 0`))
    .addColumn('shipped', 'integer', (column) => column.notNull().defaultTo(0).check(sql`shipped >= 0`))
    .execute();
  await db.schema
    .createTable('reservation')
    .addColumn('order_id', 'uuid', (column) => column.primaryKey())
    .addColumn('status', 'text', (column) => column.notNull().check(sql`status in ('held', 'shipped', 'released')`))
    .addColumn('lines', 'jsonb', (column) => column.notNull())
    .execute();
};
