import { sql } from 'kysely';
import type { ColumnType, Generated, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { EventAttributes } from '../bus/cloud-event.ts';

export interface MessageTables {
  /** Events that the broker has not confirmed yet. */
  outbox: {
    /** Order of publication. */
    readonly position: ColumnType<string, never, never>;
    /** Events of one key go out one after the other; null where no order was asked for. */
    readonly ordering_key: string | null;
    readonly attributes: ColumnType<EventAttributes, string, never>;
    readonly headers: ColumnType<Readonly<Record<string, string>>, string, never>;
    readonly content: string;
    readonly created_at: Generated<Date>;
  };
  /** Events whose effect is done, by subscription. */
  inbox: {
    readonly subscription: string;
    readonly source: string;
    readonly event_id: string;
    readonly handled_at: Generated<Date>;
  };
  /** Events that came again without having ended, and how often. */
  inbox_redelivery: {
    readonly subscription: string;
    readonly source: string;
    readonly event_id: string;
    readonly times: number;
    readonly last_at: Generated<Date>;
  };
}

/** The tables of `openMessages`: one of the service's migrations, under a name that comes after those it has. */
export const messageTables: Migration = {
  up: async (db) => {
    await createOutbox(db);
    await createEventTable(db, 'inbox').addColumn('handled_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`)).execute();
    await db.schema.createIndex('inbox_handled_at').on('inbox').column('handled_at').execute();
    await createEventTable(db, 'inbox_redelivery')
      .addColumn('times', 'integer', (column) => column.notNull())
      .addColumn('last_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .execute();
  },
  down: async (db) => {
    for (const table of ['outbox', 'inbox', 'inbox_redelivery']) await db.schema.dropTable(table).execute();
  },
};

const createOutbox = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('outbox')
    .addColumn('position', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('ordering_key', 'text')
    .addColumn('attributes', 'jsonb', (column) => column.notNull())
    .addColumn('headers', 'jsonb', (column) => column.notNull())
    // Text: the bytes that were checked against the contract are those that are sent.
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
  await db.schema.createIndex('outbox_ordering_key').on('outbox').columns(['ordering_key', 'position']).where(sql.ref('ordering_key'), 'is not', null).execute();
};

const createEventTable = (db: Kysely<unknown>, name: string) =>
  db.schema
    .createTable(name)
    .addColumn('subscription', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('event_id', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint(`${name}_pk`, ['subscription', 'source', 'event_id']);

/** The tables as a part of the service's own database, whose type need not name them. */
export const messageTablesIn = <Database>(db: Kysely<Database>): Kysely<MessageTables> => db as unknown as Kysely<MessageTables>;
