import { sql } from 'kysely';
import type { ColumnType, Generated, Kysely, Selectable } from 'kysely';
import type { Migration } from 'kysely/migration';
import { createEventPosition } from '../store/event-position.ts';

export interface ProjectionTables {
  /** What other services told, in the order in which it came: kept, because a broker keeps nothing to build again from. */
  received_event: {
    /** Of the same order as those of the service's own aggregates; see `store/event-position.ts`. */
    readonly position: ColumnType<string, never, never>;
    readonly type: string;
    readonly source: string;
    readonly event_id: string;
    /** What it is about; the event's own id where its publisher gave no key. */
    readonly key: string;
    readonly data: ColumnType<unknown, string, never>;
    readonly happened_at: Date;
  };
  /** How far each read model is. */
  projection: {
    readonly name: string;
    readonly version: number;
    /** Read by the routes; of several versions one is. */
    readonly live: boolean;
    /** Whatever happened up to here is in it. */
    readonly position: ColumnType<string, string, string>;
    readonly started_at: Generated<Date>;
  };
}

export type ProjectionRow = Selectable<ProjectionTables['projection']>;

/** The tables of `openProjections`: one of the service's migrations, under a name that comes after those it has. */
export const projectionTables: Migration = {
  up: async (db) => {
    await createEventPosition(db);
    await db.schema
      .createTable('received_event')
      .addColumn('position', 'bigint', (column) => column.primaryKey().defaultTo(sql`next_event_position()`))
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('event_id', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('data', 'jsonb', (column) => column.notNull())
      .addColumn('happened_at', 'timestamptz', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('projection')
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('live', 'boolean', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('started_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .addPrimaryKeyConstraint('projection_pk', ['name', 'version'])
      .execute();
    await db.schema.createIndex('projection_live').on('projection').column('name').unique().where(sql.ref('live'), 'is', true).execute();
  },
  down: async (db) => {
    for (const table of ['projection', 'received_event']) await db.schema.dropTable(table).execute();
  },
};

/** The tables as a part of the service's own database, whose type need not name them. */
export const projectionTablesIn = <Database>(db: Kysely<Database>): Kysely<ProjectionTables> => db as unknown as Kysely<ProjectionTables>;
