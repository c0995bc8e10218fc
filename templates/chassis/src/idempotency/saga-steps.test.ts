import { sql } from 'kysely';
import type { Generated } from 'kysely';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createClient } from '../client/client.ts';
import { loadConfig } from '../config/load-config.ts';
import { postgresConfig, serviceConfig } from '../config/shapes.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { createService } from '../service/create-service.ts';
import { openStore } from '../store/store.ts';
import { useDatabase } from '../store/throwaway-database.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { testService } from '../testing/test-service.fixture.ts';
import { idempotencyTable } from './answers-table.ts';
import { openIdempotency } from './idempotency.ts';

const problem = z.object({ type: z.string() });
const contract = {
  name: 'seats',
  version: '1.0.0',
  events: {},
  routes: {
    take: { method: 'POST', path: '/v1/seats', idempotent: 'by-key', body: z.object({ seat: z.string() }), responses: { 201: z.object({ id: z.int() }), 409: problem } },
    free: { method: 'POST', path: '/v1/seats/free', idempotent: 'by-key', responses: { 200: z.object({ freed: z.int().nullable() }), 400: problem, 409: problem } },
  },
} as const satisfies ServiceContract;

type Database = { seat: { id: Generated<number>; seat: string } };

const migrations = {
  '1-seat': { up: async (db: Parameters<typeof idempotencyTable.up>[0]) => { await db.schema.createTable('seat').addColumn('id', 'serial', (column) => column.primaryKey()).addColumn('seat', 'text').execute(); } },
  '2-idempotency': idempotencyTable,
};

describeWithServer('POSTGRES_URL', 'steps of sagas, where they are done, against a real Postgres', (server) => {
  const { closers, databaseUrl } = useDatabase(server);

  const open = async (afterEffect: () => Promise<void> = async () => {}) => {
    const config = loadConfig({ ...serviceConfig, ...postgresConfig }, { LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl() });
    const service = createService({ name: 'seats', contract, config });
    const db = openStore<Database>(service, { migrations });
    const { action, compensation } = openIdempotency(service, db);
    const { take, free } = contract.routes;
    service.route(take, action(take, async ({ body }, trx) => {
      if (body.seat === 'sold') return { status: 409, body: { type: 'sold-out' } };
      const { id } = await trx.insertInto('seat').values({ seat: body.seat }).returning('id').executeTakeFirstOrThrow();
      await afterEffect();
      return { status: 201, body: { id } };
    }));
    service.route(free, compensation(free, take, async (_, trx, answer) => {
      const taken = answer && contract.routes.take.responses[201].parse(answer.body);
      if (taken !== undefined) await trx.deleteFrom('seat').where('id', '=', taken.id).execute();
      return { status: 200, body: { freed: taken?.id ?? null } };
    }));
    const { url } = await service.start();
    closers.push(service.close);
    const caller = testService({ STATIC_SERVICES: `seats=${url}` });
    closers.push(caller.close);
    const client = createClient(caller, contract);
    return {
      take: async (key: string, seat = '1A') => client.take({ body: { seat } }, { idempotencyKey: key }),
      free: async (key: string) => client.free({}, { idempotencyKey: key }),
      seats: async (): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from seat`.execute(db)).rows[0]?.n ?? -1,
    };
  };

  it('does and undoes once, however often it is asked', async () => {
    const { take, free, seats } = await open();
    await take('trip:1:take');
    expect(await take('trip:1:take')).toMatchObject({ status: 201, body: { id: 1 } });
    expect(await seats()).toBe(1);
    expect(await free('trip:1:take:undo')).toEqual({ status: 200, body: { freed: 1 } });
    expect(await free('trip:1:take:undo')).toEqual({ status: 200, body: { freed: 1 } });
    expect(await seats()).toBe(0);
  });

  it('refuses an action that comes after what undoes it, and one that was undone', async () => {
    const { take, free, seats } = await open();
    expect(await free('trip:1:take:undo')).toEqual({ status: 200, body: { freed: null } });
    expect(await take('trip:1:take')).toMatchObject({ status: 409, body: { type: 'undone' } });
    await take('trip:2:take');
    await free('trip:2:take:undo');
    expect(await take('trip:2:take')).toMatchObject({ status: 409, body: { type: 'undone' } });
    expect(await seats()).toBe(0);
  });

  it('undoes nothing of an action that refused, or of another saga', async () => {
    const { take, free, seats } = await open();
    await take('trip:1:take');
    await take('trip:2:take', 'sold');
    expect(await free('trip:2:take:undo')).toEqual({ status: 200, body: { freed: null } });
    expect(await seats()).toBe(1);
  });

  it('undoes nothing while the action is being done, so that it is asked again', async () => {
    const [begun, until] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { take, free, seats } = await open(async () => { begun.resolve(); await until.promise; });
    const taken = take('trip:1:take');
    await begun.promise;
    expect(await free('trip:1:take:undo')).toMatchObject({ status: 409, body: { type: 'request-in-progress' } });
    until.resolve();
    await taken;
    expect(await free('trip:1:take:undo')).toMatchObject({ status: 200, body: { freed: 1 } });
    expect(await seats()).toBe(0);
  });

  it('wants a key that says what is to be undone', async () => {
    const { free } = await open();
    expect(await free('trip:1:take')).toMatchObject({ status: 400, body: { type: 'idempotency-key-invalid' } });
  });
});
