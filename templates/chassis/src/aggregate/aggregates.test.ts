import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { runInRequestContext } from '../http/request-context.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { aggregateTablesIn } from './aggregate-tables.ts';
import { account, useAccounts } from './aggregates.fixture.ts';

describeWithServer('POSTGRES_URL', 'aggregates, against a real Postgres', (postgres) => {
  const { start } = useAccounts(postgres);

  it('keeps what follows from commands, and gives the state back', async () => {
    const { accounts } = await start();
    expect(await accounts.load('a')).toEqual({ version: 0, state: { balance: 0, movements: 0 } });
    await accounts.handle('a', { type: 'deposit', amount: 5 });
    expect(await accounts.handle('a', { type: 'withdraw', amount: 2 })).toEqual({ version: 2, state: { balance: 3, movements: 2 }, events: [{ type: 'withdrawn', data: { amount: 2 } }] });
    expect(await accounts.load('a')).toEqual({ version: 2, state: { balance: 3, movements: 2 } });
  });

  it('writes nothing for a command that is refused, that changes nothing, or whose data does not fit', async () => {
    const { accounts } = await start();
    await expect(accounts.handle('a', { type: 'withdraw', amount: 1 })).rejects.toMatchObject({ status: 422 });
    await expect(accounts.handle('a', { type: 'deposit', amount: 0.5 })).rejects.toMatchObject({ name: 'ZodError' });
    expect(await accounts.handle('a', { type: 'deposit', amount: 0 })).toMatchObject({ version: 0, events: [] });
    expect(await accounts.history('a', { after: 0, limit: 10 })).toEqual([]);
  });

  it('refuses a version that it is not at, with the one that it is at', async () => {
    const { accounts } = await start();
    await accounts.handle('a', { type: 'deposit', amount: 5 }, { expectedVersion: 0 });
    await accounts.handle('a', { type: 'deposit', amount: 5 }, { expectedVersion: 1 });
    const stale = accounts.handle('a', { type: 'deposit', amount: 5 }, { expectedVersion: 1 });
    await expect(stale).rejects.toMatchObject({ status: 409, details: { type: 'version-conflict', expectedVersion: 1, currentVersion: 2 } });
    expect((await accounts.load('a')).version).toBe(2);
  });

  it('of writers that expect the same version lets one through and tells the others what it is now', async () => {
    const { accounts } = await start();
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => accounts.handle('a', { type: 'deposit', amount: 1 }, { expectedVersion: 0 })));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    for (const refusal of refusals) expect(refusal).toMatchObject({ status: 409, currentVersion: 1 });
  });

  it('is part of its caller\'s transaction, and what it publishes, too', async () => {
    const published: string[] = [];
    const { db, accounts } = await start(account(), { publish: { deposited: async (_trx, id, { event, version, attributes }) => { published.push(`${attributes.id} ${attributes.key} ${id} ${event.data.amount} ${version}`); } } });
    const failing = db.transaction().execute(async (trx) => {
      await accounts.within(trx).handle('a', { type: 'deposit', amount: 5 });
      throw new Error('the rest fails');
    });
    await expect(failing).rejects.toThrow('the rest fails');
    expect(await accounts.load('a')).toMatchObject({ version: 0 });
    await db.transaction().execute(async (trx) => accounts.within(trx).handle('a', { type: 'deposit', amount: 5 }));
    await accounts.handle('a', { type: 'withdraw', amount: 5 });
    expect(published).toEqual(['account/a/1 a a 5 1', 'account/a/1 a a 5 1']);
  });

  it('tells who caused what, when, and in which request', async () => {
    const { accounts } = await start();
    const request = { requestId: 'r-1', traceId: 't', deadline: Date.now() + 1_000, identity: { 'x-identity-sub': 'alice' } };
    await runInRequestContext(request, () => accounts.handle('a', { type: 'deposit', amount: 5 }));
    await accounts.handle('a', { type: 'withdraw', amount: 1 });
    const [first, second] = await accounts.history('a', { after: 0, limit: 10 });
    expect(first).toMatchObject({ version: 1, type: 'deposited', schema: 1, data: { amount: 5 }, causedBy: 'alice', requestId: 'r-1' });
    expect(second).toMatchObject({ version: 2, causedBy: null, requestId: null });
    expect(await accounts.history('a', { after: 1, limit: 1 })).toEqual([second]);
  });

  it('cannot be rewritten', async () => {
    const { db, accounts } = await start();
    await accounts.handle('a', { type: 'deposit', amount: 5 });
    for (const change of [sql`update aggregate_event set data = '{}'`, sql`delete from aggregate_event`, sql`truncate aggregate_event`]) await expect(change.execute(db)).rejects.toThrow('is history');
  });

  it('says that an event is missing, in place of a wrong state', async () => {
    const { db, accounts } = await start();
    await aggregateTablesIn(db).insertInto('aggregate_event').values({ aggregate: 'account', id: 'a', version: 2, type: 'deposited', schema: 1, data: '{"amount":1}', headers: '{}', caused_by: null }).execute();
    await expect(accounts.load('a')).rejects.toThrow('account a has no event 1, and one 2');
  });
});
