import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('charge')
    .addColumn('order_id', 'uuid', (column) => column.primaryKey())
    .addColumn('amount_cents', 'integer', (column) => column.notNull().check(sql`amount_cents >= 0`))
    .addColumn('status', 'text', (column) => column.notNull().check(sql`status in ('charged', 'declined', 'refunded')`))
    .execute();
};
