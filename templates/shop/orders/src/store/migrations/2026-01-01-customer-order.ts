import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('customer_order')
    .addColumn('order_id', 'uuid', (column) => column.primaryKey().defaultTo(sql`gen_random_uuid()`))
    .addColumn('customer_id', 'text', (column) => column.notNull())
    .addColumn('idempotency_key', 'text')
    .addColumn('status', 'text', (column) => column.notNull().check(sql`status in ('pending', 'confirmed', 'rejected')`))
    .addColumn('reason', 'text')
    .addColumn('lines', 'jsonb', (column) => column.notNull())
    .addColumn('total_cents', 'integer')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('decided_at', 'timestamptz')
    .addUniqueConstraint('customer_order_idempotency', ['customer_id', 'idempotency_key'])
    .execute();
};
