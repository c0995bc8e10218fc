import { sql } from 'kysely';
import type { ColumnType, Generated, Kysely, Selectable } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createEventPosition } from '../store/event-position.ts';

/** jsonb: written as text, read as values. */
type Json<Value> = ColumnType<Value, string, never>;

export interface AggregateTables {
  /** What has happened. Rows are added, and nothing else. */
  aggregate_event: {
    /** Order over all aggregates of the service; see `store/event-position.ts`. */
    readonly position: ColumnType<string, never, never>;
    readonly aggregate: string;
    readonly id: string;
    /** 1 for the first one of an aggregate; no number is left out. */
    readonly version: number;
    readonly type: string;
    /** Version of the schema that `data` has. */
    readonly schema: number;
    readonly data: Json<unknown>;
    /** Trace and request that it belongs to. */
    readonly headers: Json<Readonly<Record<string, string>>>;
    /** Who asked for it, as the gateway says; null where nobody did. */
    readonly caused_by: string | null;
    readonly at: Generated<Date>;
  };
  /** States that spare reading what was before them. */
  aggregate_snapshot: {
    readonly aggregate: string;
    readonly id: string;
    readonly version: number;
    /** Version of the state's own form. */
    readonly form: number;
    readonly state: ColumnType<unknown, string, string>;
  };
}

export type AggregateEventRow = Selectable<AggregateTables['aggregate_event']>;

/** The tables of `openAggregates`: one of the service's migrations, under a name that comes after those it has. */
export const aggregateTables: Migration = {
  up: async (db) => {
    await createEventPosition(db);
    await createEvent(db);
    await db.schema.createIndex('aggregate_event_position').on('aggregate_event').column('position').unique().execute();
    await refuseChanges(db);
    await createSnapshot(db);
  },
  down: async (db) => {
    for (const table of ['aggregate_snapshot', 'aggregate_event']) await db.schema.dropTable(table).execute();
    await sql`drop function aggregate_event_is_history()`.execute(db);
  },
};

const createEvent = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('aggregate_event')
    .addColumn('position', 'bigint', (column) => column.notNull().defaultTo(sql`next_event_position()`))
    .addColumn('aggregate', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('schema', 'integer', (column) => column.notNull())
    .addColumn('data', 'jsonb', (column) => column.notNull())
    .addColumn('headers', 'jsonb', (column) => column.notNull())
    .addColumn('caused_by', 'text')
    .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`clock_timestamp()`))
    .addPrimaryKeyConstraint('aggregate_event_version', ['aggregate', 'id', 'version'])
    .execute();
};

const refuseChanges = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function aggregate_event_is_history() returns trigger language plpgsql as $$
    begin raise exception 'aggregate_event is history: rows are added, and nothing else'; end $$`.execute(db);
  await sql`create trigger aggregate_event_is_history before update or delete or truncate on aggregate_event execute function aggregate_event_is_history()`.execute(db);
};

const createSnapshot = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('aggregate_snapshot')
    .addColumn('aggregate', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('form', 'integer', (column) => column.notNull())
    .addColumn('state', 'jsonb', (column) => column.notNull())
    .addPrimaryKeyConstraint('aggregate_snapshot_pk', ['aggregate', 'id'])
    .execute();
};

/** The tables as a part of the service's own database, whose type need not name them. */
export const aggregateTablesIn = <Database>(db: Kysely<Database>): Kysely<AggregateTables> => db as unknown as Kysely<AggregateTables>;
