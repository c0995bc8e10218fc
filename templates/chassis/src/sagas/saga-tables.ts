import { sql } from 'kysely';
import type { ColumnType, Generated, Kysely, Selectable } from 'kysely';
import type { Migration } from 'kysely/migration';

/** `parked`: somebody must look. */
export type SagaState = 'running' | 'compensating' | 'completed' | 'compensated' | 'parked';
export type OperationKind = 'action' | 'compensation';
/** How an attempt ended. `interrupted`: the runner died, or stood still for too long. */
export type AttemptOutcome = 'done' | 'refused' | 'failed' | 'requested' | 'interrupted';

/** jsonb: written as text, read as values. */
type Json<Value> = ColumnType<Value, string, string>;

export interface SagaTables {
  /** Where each saga is. */
  saga: {
    readonly name: string;
    readonly id: string;
    readonly state: SagaState;
    /** Names of its steps when it began: a definition may change under way. */
    readonly steps: Json<readonly string[]>;
    /** In hand, or next; null when only the end is left to be written. */
    readonly step: string | null;
    /** Attempts of it that have ended without success. */
    readonly attempt: Generated<number>;
    /** Steps that are still to be undone, the one in hand included, in this order. */
    readonly undo: Json<readonly string[]>;
    /** Steps whose compensation was given up. */
    readonly stuck: Json<readonly string[]>;
    /** A request is sent; until `due_at` its reply is waited for. */
    readonly waiting: Generated<boolean>;
    /** When somebody may take it: the end of a pause, of a wait, or of the lease. */
    readonly due_at: Generated<Date>;
    /** Of the runner that has it in hand. */
    readonly lease: string | null;
    readonly input: Json<unknown>;
    readonly results: Json<Readonly<Record<string, unknown>>>;
    /** Trace and request that it belongs to. */
    readonly headers: Json<Readonly<Record<string, string>>>;
    /** The step from which it went back, and why. */
    readonly turned_at: string | null;
    readonly reason: string | null;
    /** The step said so itself: it was not just unable. */
    readonly refused: Generated<boolean>;
    /** What somebody must look at: why it is parked, what could not be undone. */
    readonly alarm: string | null;
    readonly created_at: Generated<Date>;
    readonly ended_at: Date | null;
  };
  /** What was tried, in order: for those who look. */
  saga_attempt: {
    readonly position: ColumnType<string, never, never>;
    readonly name: string;
    readonly id: string;
    readonly step: string;
    readonly operation: OperationKind;
    readonly attempt: number;
    readonly outcome: AttemptOutcome;
    readonly error: string | null;
    readonly at: Generated<Date>;
  };
}

export type SagaRow = Selectable<SagaTables['saga']>;

/** The tables of `openSagas`: one of the service's migrations, under a name that comes after those it has. */
export const sagaTables: Migration = {
  up: async (db) => {
    await createSaga(db);
    await db.schema.createIndex('saga_open').on('saga').column('due_at').where(sql.ref('ended_at'), 'is', null).execute();
    await db.schema.createIndex('saga_ended').on('saga').column('ended_at').where(sql.ref('ended_at'), 'is not', null).execute();
    await createAttempt(db);
    await db.schema.createIndex('saga_attempt_saga').on('saga_attempt').columns(['name', 'id', 'position']).execute();
  },
  down: async (db) => {
    for (const table of ['saga_attempt', 'saga']) await db.schema.dropTable(table).execute();
  },
};

const createSaga = async (db: Kysely<unknown>): Promise<void> => {
  const list = sql`'[]'::jsonb`;
  await db.schema
    .createTable('saga')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull().check(sql`state in ('running', 'compensating', 'completed', 'compensated', 'parked')`))
    .addColumn('steps', 'jsonb', (column) => column.notNull())
    .addColumn('step', 'text')
    .addColumn('attempt', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('undo', 'jsonb', (column) => column.notNull().defaultTo(list))
    .addColumn('stuck', 'jsonb', (column) => column.notNull().defaultTo(list))
    .addColumn('waiting', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('due_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('lease', 'uuid')
    .addColumn('input', 'jsonb', (column) => column.notNull())
    .addColumn('results', 'jsonb', (column) => column.notNull().defaultTo(sql`'{}'::jsonb`))
    .addColumn('headers', 'jsonb', (column) => column.notNull())
    .addColumn('turned_at', 'text')
    .addColumn('reason', 'text')
    .addColumn('refused', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('alarm', 'text')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('ended_at', 'timestamptz')
    .addPrimaryKeyConstraint('saga_pk', ['name', 'id'])
    .execute();
};

const createAttempt = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('saga_attempt')
    .addColumn('position', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('operation', 'text', (column) => column.notNull())
    .addColumn('attempt', 'integer', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addForeignKeyConstraint('saga_attempt_of', ['name', 'id'], 'saga', ['name', 'id'], (constraint) => constraint.onDelete('cascade'))
    .execute();
};

/** The tables as a part of the service's own database, whose type need not name them. */
export const sagaTablesIn = <Database>(db: Kysely<Database>): Kysely<SagaTables> => db as unknown as Kysely<SagaTables>;
