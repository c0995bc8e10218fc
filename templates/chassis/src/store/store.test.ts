import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Generated, Kysely } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load-config.ts';
import { postgresConfig, serviceConfig } from '../config/shapes.ts';
import { createService } from '../service/create-service.ts';
import { booksContract } from '../service/sample-service.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import { attributesOf, startCollector, timesOf } from '../tracing/collector.fixture.ts';
import type { Migrations } from './migrate.ts';
import { runMigrations } from './run-migrations.ts';
import { openStore } from './store.ts';
import { createDatabase } from './throwaway-database.fixture.ts';

interface Database {
  book: { id: Generated<number>; title: string };
}

/** Spans begin on whole milliseconds. */
const clockStep = 2;

const migrations: Migrations = {
  '0001-book': {
    up: async (db) => {
      await db.schema.createTable('book').addColumn('id', 'serial', (column) => column.primaryKey()).addColumn('title', 'text').execute();
      await sql`select pg_sleep(0.1)`.execute(db);
    },
  },
  '0002-first-book': { up: async (db) => { await sql`insert into book (title) values ('Emma')`.execute(db); } },
};

describeWithServer('POSTGRES_URL', 'store, against a real Postgres', (server) => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let closers: (() => Promise<void>)[] = [];
  beforeEach(async () => { database = await createDatabase(server); });
  afterEach(async () => {
    await Promise.all(closers.map((close) => close()));
    closers = [];
    await database.drop();
  });

  const open = (env = {}, own = migrations) => {
    const config = loadConfig({ ...serviceConfig, ...postgresConfig }, { LOG_LEVEL: 'silent', DATABASE_URL: database.url, ...env });
    const service = createService({ name: 'books', contract: booksContract, config });
    const store: Kysely<Database> = openStore<Database>(service, { migrations: own });
    closers.push(service.close);
    return { service, store };
  };

  it('is migrated at start, and once only', async () => {
    const { service, store } = open();
    await service.start();
    await open().service.start();
    expect(await store.selectFrom('book').selectAll().execute()).toEqual([{ id: 1, title: 'Emma' }]);
  });

  it('is only looked at where migrations are a step of their own', async () => {
    const apart = { MIGRATIONS: 'apart' };
    await expect(open(apart).service.start()).rejects.toThrow(/have not run: 0001-book, 0002-first-book/);
    await runMigrations('books', migrations, { DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
    const { service, store } = open(apart);
    await service.start();
    expect(await store.selectFrom('book').selectAll().execute()).toEqual([{ id: 1, title: 'Emma' }]);
  });

  it('is migrated once by instances that start together on a fresh database', async () => {
    const instances = [open(), open(), open()];
    await Promise.all(instances.map(({ service }) => service.start()));
    expect(await instances[0]?.store.selectFrom('book').select('title').execute()).toEqual([{ title: 'Emma' }]);
  });

  it('does not start, and leaves no trace, when a migration fails', async () => {
    const broken: Migrations = { ...migrations, '0003-broken': { up: async (db) => { await sql`select * from nowhere`.execute(db); } } };
    await expect(open({}, broken).service.start()).rejects.toMatchObject({ cause: { message: 'relation "nowhere" does not exist' } });
    const { service, store } = open({}, {});
    await service.start();
    await expect(store.selectFrom('book').selectAll().execute()).rejects.toThrow('relation "book" does not exist');
  });

  it('is a part of readiness', async () => {
    const { service } = open();
    await service.start();
    expect((await service.app.inject('/health/ready')).json()).toMatchObject({ status: 'ready', checks: { database: { status: 'ok' } } });
    await database.drop();
    expect((await service.app.inject('/health/ready')).json()).toMatchObject({ status: 'not ready', checks: { database: { status: 'failed' } } });
    database = await createDatabase(server);
  });

  it('cancels a statement that takes longer than a request may', async () => {
    const { store } = open({ REQUEST_TIMEOUT_MS: '50' });
    await expect(sql`select pg_sleep(5)`.execute(store)).rejects.toThrow('statement timeout');
  });

  it('survives the loss of a connection in the middle of a transaction, between two statements', async () => {
    const proxy = await createTcpProxy(database.url);
    const { store } = open({ DATABASE_URL: proxy.url });
    const broken = store.transaction().execute(async (trx) => {
      await sql`select 1`.execute(trx);
      proxy.cut();
      await sleep(50);
      await sql`select 2`.execute(trx);
    });
    await expect(broken).rejects.toThrow(/not queryable|terminated/);
    expect((await sql<{ one: number }>`select 1 as one`.execute(store)).rows).toEqual([{ one: 1 }]);
    closers.push(async () => { proxy.close(); });
  });

  it('gives up a transaction in which nothing happens, so that its locks are free', async () => {
    const { service, store } = open({ REQUEST_TIMEOUT_MS: '200' });
    await service.start();
    const left = store.transaction().execute(async (trx) => {
      await sql`lock table book`.execute(trx);
      await sleep(600);
      await sql`select 1`.execute(trx);
    });
    await expect(left).rejects.toThrow(/not queryable|terminat/);
    expect(await store.selectFrom('book').select('title').execute()).toEqual([{ title: 'Emma' }]);
  });

  it('is closed with the service', async () => {
    const { service, store } = open();
    await service.start();
    await service.close();
    await expect(store.selectFrom('book').selectAll().execute()).rejects.toThrow('after calling end');
  });

  describe('spans', () => {
    let collector: Awaited<ReturnType<typeof startCollector>>;
    beforeAll(async () => { collector = await startCollector(); });
    afterAll(() => collector.close());

    it('tell each query of a request, without its values', async () => {
      const { service, store } = open({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
      service.route(booksContract.routes.addBook, async ({ body }) => {
        const { id } = await store.insertInto('book').values({ title: body.title }).returning('id').executeTakeFirstOrThrow();
        return { status: 201, body: { bookId: String(id) } };
      });
      const { url } = await service.start();
      await fetch(`${url}/v1/books`, { method: 'POST', body: '{"title":"Secret"}', headers: { 'content-type': 'application/json' } });
      await service.close();
      const [query, request] = collector.spans;
      if (query === undefined || request === undefined || collector.spans.length > 2) throw new Error(`${collector.spans.length} spans`);
      expect(query).toMatchObject({ name: 'INSERT', kind: 3, parentSpanId: request.spanId, traceId: request.traceId });
      expect(attributesOf(query)).toMatchObject({ 'db.system.name': 'postgresql', 'db.query.text': 'insert into "book" ("title") values ($1) returning "id"' });
      expect(timesOf(query)[0]).toBeGreaterThan(timesOf(request)[0] - clockStep);
      expect(timesOf(query)[1]).toBeLessThan(timesOf(request)[1] + clockStep);
      expect(JSON.stringify(collector.spans)).not.toContain('Secret');
    });
  });
});
