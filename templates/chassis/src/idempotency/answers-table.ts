import { sql } from 'kysely';
import type { Generated, Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** An answer as it was given. */
export interface KeptAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface IdempotencyTables {
  idempotent_answer: {
    /** Whose key it is, and for what: caller, method and path. */
    readonly scope: string;
    readonly key: string;
    /** Of the request, to tell a repeat from another request with the same key. */
    readonly fingerprint: string;
    readonly answer: string;
    readonly created_at: Generated<Date>;
  };
}

/** The table of `openIdempotency`: one of the service's migrations, under a name that comes after those it has. */
export const idempotencyTable: Migration = {
  up: async (db) => {
    await db.schema
      .createTable('idempotent_answer')
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('answer', 'jsonb', (column) => column.notNull())
      .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
      .addPrimaryKeyConstraint('idempotent_answer_pk', ['scope', 'key'])
      .execute();
    await db.schema.createIndex('idempotent_answer_created_at').on('idempotent_answer').column('created_at').execute();
  },
  down: async (db) => { await db.schema.dropTable('idempotent_answer').execute(); },
};

/** The table as a part of the service's own database, whose type need not name it. */
export const tablesIn = <Database>(db: Kysely<Database>): Kysely<IdempotencyTables> => db as unknown as Kysely<IdempotencyTables>;

/** Which request it is. */
export interface Place {
  readonly scope: string;
  readonly key: string;
  readonly fingerprint: string;
}

/** Until the transaction ends. False when another one has it: the same request is being answered just now. */
export const tryLock = async (trx: Kysely<IdempotencyTables>, { scope, key }: Pick<Place, 'scope' | 'key'>): Promise<boolean> => {
  const { rows } = await sql<{ locked: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${`idempotency ${scope} ${key}`}, 0)) as locked`.execute(trx);
  return rows[0]?.locked === true;
};

/** In place of a fingerprint: whatever comes with this key is not done any more. */
const undoneMark = 'undone';

export type Found = { readonly fingerprint: string; readonly answer: KeptAnswer } | 'undone' | undefined;

export const findAnswer = async (trx: Kysely<IdempotencyTables>, { scope, key }: Pick<Place, 'scope' | 'key'>): Promise<Found> => {
  const row = await trx.selectFrom('idempotent_answer').select(['fingerprint', 'answer']).where('scope', '=', scope).where('key', '=', key).executeTakeFirst();
  if (row?.fingerprint === undoneMark) return 'undone';
  // The driver has parsed what is JSON in the database.
  return row === undefined ? undefined : { fingerprint: row.fingerprint, answer: row.answer as unknown as KeptAnswer };
};

export const keepAnswer = async (trx: Kysely<IdempotencyTables>, place: Place, answer: KeptAnswer): Promise<void> => {
  await trx.insertInto('idempotent_answer').values({ ...place, answer: JSON.stringify(answer) }).execute();
};

/** Also of what never came. */
export const markUndone = async (trx: Kysely<IdempotencyTables>, { scope, key }: Pick<Place, 'scope' | 'key'>): Promise<void> => {
  const mark = { fingerprint: undoneMark, answer: '{}' };
  await trx.insertInto('idempotent_answer').values({ scope, key, ...mark }).onConflict((conflict) => conflict.columns(['scope', 'key']).doUpdateSet(mark)).execute();
};

/** What the scopes of saga steps begin with. */
export const sagaScope = 'saga ';

/** How long answers are kept: longer than anybody repeats a request; those of sagas, which may be parked until somebody looks, for 90 days. */
export const forgetAnswers = async (db: Kysely<IdempotencyTables>): Promise<void> => {
  const keptHours = sql<number>`case when scope like ${`${sagaScope}%`} then 90 * 24 else 24 end`;
  await db.deleteFrom('idempotent_answer').where('created_at', '<', sql<Date>`now() - make_interval(hours => ${keptHours})`).execute();
};
