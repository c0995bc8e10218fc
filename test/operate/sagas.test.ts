import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sagaTables, type SagaTables } from '../../templates/chassis/src/sagas/saga-tables.ts';
import { createDatabase } from '../../templates/chassis/src/store/throwaway-database.fixture.ts';
import { quick, runMs } from '../support/run-ms.ts';
import { describeWithServer } from '../support/servers.ts';

describeWithServer('POSTGRES_URL', 'ms saga, on a real Postgres', (postgres) => {
  const cwd = mkdtempSync(join(tmpdir(), 'ms-saga-'));
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let empty: typeof database;
  let db: Kysely<SagaTables>;

  beforeAll(async () => {
    await runMs(['create', 'my-shop', '--preset', 'shop', ...quick], { cwd });
    [database, empty] = [await createDatabase(postgres), await createDatabase(postgres)];
    db = new Kysely<SagaTables>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: database.url }) }) });
    await sagaTables.up(db);
    const saga = { name: 'place-order', steps: '["reserve-stock","charge-payment"]', input: '{"sku":"cup"}', headers: '{}', results: '{}', undo: '[]', stuck: '[]' };
    await db.insertInto('saga').values([
      { ...saga, id: 'going', state: 'running', step: 'reserve-stock' },
      { ...saga, id: 'finished', state: 'completed', ended_at: new Date() },
      { ...saga, id: 'stuck', state: 'parked', step: null, stuck: '["reserve-stock"]', turned_at: 'charge-payment', reason: 'card-declined', alarm: 'reserve-stock could not be undone: 503\u001b[2J' },
      { ...saga, id: 'undone', state: 'parked', step: null, stuck: '["charge-payment"]', turned_at: 'charge-payment', reason: 'x', alarm: 'y' },
    ]).execute();
    await db.insertInto('saga_attempt').values([
      { name: 'place-order', id: 'stuck', step: 'reserve-stock', operation: 'compensation', attempt: 20, outcome: 'failed', error: '503' },
      { name: 'place-order', id: 'undone', step: 'reserve-stock', operation: 'compensation', attempt: 1, outcome: 'done', error: null },
    ]).execute();
  });

  afterAll(async () => {
    await db.destroy();
    for (const one of [database, empty]) await one.drop();
    rmSync(cwd, { recursive: true });
  });

  const ms = (...args: readonly string[]) => runMs(['saga', ...args], { cwd: join(cwd, 'my-shop'), env: { DATABASE_URL_ORDERS: database.url, DATABASE_URL_PAYMENT: empty.url } });
  const stateOf = async (id: string) => db.selectFrom('saga').select(['state', 'step', 'stuck', 'alarm']).where('id', '=', id).executeTakeFirstOrThrow();

  test('list shows the open ones with the reason, or those in a state', async () => {
    const { stdout } = await ms('list', 'orders');
    expect([stdout.includes('going'), stdout.includes('finished'), stdout.includes('turned back at charge-payment: card-declined'), stdout.includes('\u001b')]).toEqual([true, false, true, false]);
    const { sagas } = JSON.parse((await ms('list', 'orders', '--state', 'completed', '--json')).stdout) as { sagas: { id: string }[] };
    expect(sagas.map(({ id }) => id)).toEqual(['finished']);
    expect((await ms('list', 'orders', 'no-such-saga')).stdout).toBe('no open sagas in orders.\n');
  });

  test('show tells what was tried', async () => {
    const { code, stdout } = await ms('show', 'orders', 'place-order', 'stuck');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/parked[^]*not undone: reserve-stock[^]*undo reserve-stock {2}attempt 20 {2}failed {2}503/)]);
  });

  test('resume is refused where something is undone; retry and settle change what they say', async () => {
    expect(await ms('resume', 'orders', 'place-order', 'undone')).toMatchObject({ code: 3, stderr: expect.stringContaining('reserve-stock: undone already') as string });
    expect((await stateOf('undone')).state).toBe('parked');
    expect(await ms('settle', 'orders', 'place-order', 'undone')).toMatchObject({ code: 0 });
    expect(await stateOf('undone')).toMatchObject({ state: 'compensating', stuck: [], alarm: null });
    expect(await ms('retry', 'orders', 'place-order', 'stuck')).toMatchObject({ code: 0, stdout: expect.stringContaining('tries again') as string });
    expect(await stateOf('stuck')).toMatchObject({ state: 'compensating', step: 'reserve-stock', stuck: [] });
    expect(await ms('retry', 'orders', 'place-order', 'stuck')).toMatchObject({ code: 3, stderr: expect.stringContaining('it is compensating, not parked') as string });
  });

  test.each([
    [['list'], 2, 'service'],
    [['list', 'ordrs'], 2, 'Did you mean orders?'],
    [['list', 'gateway'], 2, 'no service "gateway" with a database'],
    [['show', 'orders', 'place-order'], 2, 'the name and the id'],
    [['show', 'orders', 'place-order', 'nobody'], 3, 'with the id "nobody"'],
    [['list', 'payment'], 3, 'payment has no sagas'],
    [['list', 'inventory'], 3, 'DATABASE_URL_INVENTORY is not set'],
  ] as const)('%j is exit %i', async (args, code, says) => {
    expect(await ms(...args)).toMatchObject({ code, stderr: expect.stringContaining(says) as string });
  });
});
