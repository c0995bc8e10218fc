import { sql } from 'kysely';
import type { Generated } from 'kysely';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { createClient } from '../client/client.ts';
import { loadConfig } from '../config/load-config.ts';
import { postgresConfig, serviceConfig } from '../config/shapes.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { runInRequestContext } from '../http/request-context.ts';
import { createService } from '../service/create-service.ts';
import { openStore } from '../store/store.ts';
import { useDatabase } from '../store/throwaway-database.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { testService } from '../testing/test-service.fixture.ts';
import { idempotencyTable } from './answers-table.ts';
import { openIdempotency } from './idempotency.ts';

const contract = {
  name: 'accounts',
  version: '1.0.0',
  events: {},
  routes: {
    charge: { method: 'POST', path: '/v1/charges', idempotent: 'by-key', body: z.object({ amount: z.int() }), responses: { 201: z.object({ id: z.int(), amount: z.int() }), 402: z.object({ poor: z.boolean() }) } },
  },
} as const satisfies ServiceContract;

type Database = { charge: { id: Generated<number>; amount: number } };

const migrations = {
  '1-charge': { up: async (db: Parameters<typeof idempotencyTable.up>[0]) => { await db.schema.createTable('charge').addColumn('id', 'serial', (column) => column.primaryKey()).addColumn('amount', 'integer').execute(); } },
  '2-idempotency': idempotencyTable,
};

describeWithServer('POSTGRES_URL', 'idempotent routes, against a real Postgres', (server) => {
  const { closers, databaseUrl } = useDatabase(server);

  /** An instance of the service; `afterEffect` runs in its handler when the charge is written and not yet committed. */
  const open = async (afterEffect: () => Promise<void> = async () => {}) => {
    const config = loadConfig({ ...serviceConfig, ...postgresConfig }, { LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl() });
    const service = createService({ name: 'accounts', contract, config });
    const db = openStore<Database>(service, { migrations });
    const { once } = openIdempotency(service, db);
    service.route(contract.routes.charge, once(contract.routes.charge, async ({ body }, trx) => {
      if (body.amount > 1_000) return { status: 402, body: { poor: true } };
      const { id } = await trx.insertInto('charge').values({ amount: body.amount }).returning('id').executeTakeFirstOrThrow();
      await afterEffect();
      return { status: 201, body: { id, amount: body.amount }, headers: { location: `/v1/charges/${id}` } };
    }));
    const { url } = await service.start();
    closers.push(service.close);
    const charge = async (amount: number, headers: Record<string, string> = { 'idempotency-key': 'k-1' }) =>
      fetch(`${url}/v1/charges`, { method: 'POST', body: JSON.stringify({ amount }), headers: { 'content-type': 'application/json', ...headers } });
    const charges = async (): Promise<number> => (await sql<{ n: number }>`select count(*)::int as n from charge`.execute(db)).rows[0]?.n ?? -1;
    return { service, url, charge, charges };
  };

  it('does the work once and gives the first answer to every repeat, from whatever instance', async () => {
    const [one, other] = [await open(), await open()];
    const first = await one.charge(5);
    for (const repeat of [await one.charge(5), await other.charge(5), await other.charge(5, { 'idempotency-key': '"k-1"' })]) {
      expect([repeat.status, repeat.headers.get('location'), repeat.headers.get('idempotency-replayed')]).toEqual([201, first.headers.get('location'), 'true']);
      expect(await repeat.json()).toEqual({ id: 1, amount: 5 });
    }
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(await one.charges()).toBe(1);
    expect(await other.service.metrics.expose()).toMatch(/idempotent_requests_total\{[^}]*outcome="replayed"[^}]*\} 2/);
  });

  it('keeps a refusal, too', async () => {
    const { charge } = await open();
    await charge(2_000);
    const repeat = await charge(2_000);
    expect([repeat.status, repeat.headers.get('idempotency-replayed')]).toEqual([402, 'true']);
  });

  it('refuses the key with another request', async () => {
    const { charge, charges } = await open();
    await charge(5);
    const other = await charge(6);
    expect([other.status, await other.json()]).toEqual([422, expect.objectContaining({ type: 'idempotency-key-reused' })]);
    expect(await charges()).toBe(1);
  });

  it('refuses a request without a key, and a key that does not belong into a log', async () => {
    const { charge } = await open();
    expect(await (await charge(5, {})).json()).toMatchObject({ status: 400, type: 'idempotency-key-required' });
    for (const key of ['a b', 'x'.repeat(256), '"', '"a'] ) expect(await (await charge(5, { 'idempotency-key': key })).json()).toMatchObject({ status: 400, type: 'idempotency-key-invalid' });
  });

  it('gives nobody the answer of another caller', async () => {
    const { charge, charges } = await open();
    await charge(5, { 'idempotency-key': 'k', 'x-identity-sub': 'alice' });
    const bob = await charge(5, { 'idempotency-key': 'k', 'x-identity-sub': 'bob' });
    expect([bob.headers.get('idempotency-replayed'), await charges()]).toEqual([null, 2]);
  });

  it('answers 409 while the first is in hand, in another instance, too', async () => {
    const [begun, until] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const one = await open(async () => { begun.resolve(); await until.promise; });
    const other = await open();
    const first = one.charge(5);
    await begun.promise;
    const duplicate = await other.charge(5);
    expect([duplicate.status, duplicate.headers.get('retry-after'), await duplicate.json()]).toEqual([409, '1', expect.objectContaining({ type: 'request-in-progress' })]);
    until.resolve();
    expect((await first).status).toBe(201);
    expect((await other.charge(5)).headers.get('idempotency-replayed')).toBe('true');
    expect(await one.charges()).toBe(1);
  });

  it('keeps neither effect nor answer when the work fails, or its database connection dies', async () => {
    let broken = true;
    const { charge, charges } = await open(async () => {
      if (!broken) return;
      broken = false;
      throw new Error('crash after the write');
    });
    expect((await charge(5)).status).toBe(500);
    expect(await charges()).toBe(0);
    expect((await charge(5)).status).toBe(201);
    expect(await charges()).toBe(1);
  });

  it('is called by clients with a key: the same for the same call of a repeated request', async () => {
    const { url, charges } = await open();
    const caller = testService({ STATIC_SERVICES: `accounts=${url}` });
    closers.push(caller.close);
    const client = createClient(caller, contract);
    const request = (key: string | undefined) => ({ requestId: 'r', traceId: '', deadline: Date.now() + 5_000, identity: {}, idempotencyKey: key });
    for (const repeat of [1, 2]) {
      const answers = await runInRequestContext(request('outer'), async () => [await client.charge({ body: { amount: 1 } }), await client.charge({ body: { amount: 2 } })]);
      expect(answers, `time ${repeat}`).toEqual([{ status: 201, body: { id: 1, amount: 1 } }, { status: 201, body: { id: 2, amount: 2 } }]);
    }
    await runInRequestContext(request('another'), () => client.charge({ body: { amount: 1 } }));
    await client.charge({ body: { amount: 1 } });
    await client.charge({ body: { amount: 1 } });
    expect(await charges()).toBe(5);
  });
});
