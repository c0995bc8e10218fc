import { randomBytes, randomUUID } from 'node:crypto';
import { aggregateTables, createService, defineAggregate, defineProjection, fromAggregate, loadConfig, openAggregates, openStore, postgresConfig, projectionTables, serviceConfig, type Apply } from '@sample-system/chassis';
import { buildAgain } from '@sample-system/chassis/testing';
import { sql, type Kysely } from 'kysely';
import { Client } from 'pg';
import { z } from 'zod';

/** Under way at the same time: as many as the pool has connections. */
const writers = 10;
const writes = 2_000;
const history = 5_000;
/** As many as the projection commits together. */
const batch = 500;

interface Tables {
  readonly counted: { readonly id: string; readonly events: number };
}

const createCounted = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.createTable('counted').addColumn('id', 'text', (column) => column.primaryKey()).addColumn('events', 'integer').execute();
};

const counter = defineAggregate({
  name: 'counter',
  events: { counted: { version: 1, data: z.object({ by: z.int() }) } },
  initial: 0,
  decide: (_state: number, by: number) => [{ type: 'counted' as const, data: { by } }],
  evolve: (state, { data: { by } }) => state + by,
  snapshot: { every: 100, version: 1, state: z.int() },
});

const count = async (rows: Kysely<Tables>, id: string): Promise<void> => {
  await rows.insertInto('counted').values({ id, events: 1 }).onConflict((conflict) => conflict.column('id').doUpdateSet(({ eb }) => ({ events: eb('counted.events', '+', 1) }))).execute();
};

const apply: Apply<{ readonly by: number }, Tables> = async ({ key }, rows) => count(rows, key);
const counts = defineProjection<Tables>({ name: 'counts', version: 1, create: createCounted, on: [fromAggregate(counter, 'counted', apply)] });

const migrations = {
  '1-own': { up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.createTable('one_row').addColumn('id', 'uuid', (column) => column.primaryKey()).addColumn('data', 'jsonb').execute();
    await createCounted(db);
  } },
  '2-aggregates': aggregateTables,
  '3-projections': projectionTables,
};

const run = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
};

/** Works a second, with all writers at it. */
const rate = async (work: (writer: number) => Promise<unknown>): Promise<number> => {
  let left = writes;
  const start = performance.now();
  await Promise.all(Array.from({ length: writers }, async (_, writer) => { while ((left -= 1) >= 0) await work(writer); }));
  return writes / ((performance.now() - start) / 1_000);
};

/** Events a second. */
const replayed = async (work: () => Promise<number>): Promise<number> => {
  const start = performance.now();
  const events = await work();
  return events / ((performance.now() - start) / 1_000);
};

/** One service with a database of its own that is gone afterwards, and what is measured on it. */
export const openEventLog = async (server: string) => {
  const database = `bench_log_${randomBytes(4).toString('hex')}`;
  await run(server, `create database ${database}`);
  const url = new URL(server);
  url.pathname = `/${database}`;
  const service = createService({ name: 'bench', contract: { name: 'bench', version: '1.0.0', routes: {}, events: {} }, config: loadConfig({ ...serviceConfig, ...postgresConfig }, { LOG_LEVEL: 'error', DATABASE_URL: url.href }) });
  const db = openStore<Tables & { readonly one_row: { readonly id: string; readonly data: string } }>(service, { migrations });
  const counters = openAggregates(service, db).register(counter);
  await service.start();
  await sql`insert into aggregate_event (aggregate, id, version, type, schema, data, headers) select 'counter', 'history-' || n % 100, n / 100 + 1, 'counted', 1, '{"by":1}', '{}' from generate_series(0, ${sql.lit(history - 1)}) n`.execute(db);
  const streams = Array.from({ length: writers }, () => randomUUID());
  const row = () => ({ id: randomUUID(), data: '{"by":1}' });
  return {
    insert: () => rate(async () => db.insertInto('one_row').values(row()).execute()),
    insertInTransaction: () => rate(async () => db.transaction().execute(async (trx) => trx.insertInto('one_row').values(row()).execute())),
    appendFirst: () => rate(async () => counters.handle(randomUUID(), 1)),
    appendNext: () => rate(async (writer) => counters.handle(streams[writer] ?? '', 1)),
    upserts: () => replayed(async () => {
      for (let done = 0; done < history; done += batch) await db.transaction().execute(async (trx) => { for (let at = 0; at < batch; at += 1) await count(trx as unknown as Kysely<Tables>, `history-${(done + at) % 100}`); });
      return history;
    }),
    project: () => replayed(async () => buildAgain(db as unknown as Kysely<unknown>, counts)),
    close: async (): Promise<void> => {
      await service.close();
      await run(server, `drop database ${database} with (force)`);
    },
  };
};
