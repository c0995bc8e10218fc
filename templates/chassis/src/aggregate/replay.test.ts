import { array, assert, asyncProperty, constantFrom, integer, nat, record, uuid } from 'fast-check';
import { expect, it } from 'vitest';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { aggregateTablesIn } from './aggregate-tables.ts';
import { account, useAccounts, type AccountCommand, type AccountEvent } from './aggregates.fixture.ts';
import { replay } from './define-aggregate.ts';

const commands = array(record({ type: constantFrom('deposit' as const, 'withdraw' as const), amount: nat(20) }), { maxLength: 25 });

describeWithServer('POSTGRES_URL', 'replay, against a real Postgres', (postgres) => {
  const { start } = useAccounts(postgres);

  it('gives the state that the commands gave, whether read from snapshots, from the first event, or by hand', async () => {
    const { db, accounts } = await start(account({}));
    const { accounts: withoutSnapshots } = await start(account());
    let run = 0;
    await assert(asyncProperty(commands, async (given) => {
      const id = `account-${run += 1}`;
      const decided: AccountEvent[] = [];
      let last = await accounts.load(id);
      for (const command of given) {
        const done = await accounts.handle(id, command).catch(() => undefined);
        decided.push(...(done?.events ?? []));
        last = done ?? last;
      }
      const [read, whole] = [await accounts.load(id), await withoutSnapshots.load(id)];
      expect(read).toEqual({ version: decided.length, state: replay(account(), decided) });
      expect([whole, { version: last.version, state: last.state }]).toEqual([read, read]);
    }), { numRuns: 30 });
    expect(await aggregateTablesIn(db).selectFrom('aggregate_snapshot').select('version').execute()).not.toEqual([]);
  });

  it('passes over a snapshot of another version, and one that does not fit', async () => {
    const { db, accounts } = await start(account({ every: 2 }));
    for (let count = 0; count < 5; count += 1) await accounts.handle('a', { type: 'deposit', amount: 1 });
    await aggregateTablesIn(db).updateTable('aggregate_snapshot').set({ state: '{"balance":99,"movements":4}' }).execute();
    expect(await accounts.load('a')).toMatchObject({ state: { balance: 100 } });
    expect(await (await start(account({ every: 2, version: 2 }))).accounts.load('a')).toEqual({ version: 5, state: { balance: 5, movements: 5 } });
    await aggregateTablesIn(db).updateTable('aggregate_snapshot').set({ state: '{"balance":"99"}' }).execute();
    expect(await accounts.load('a')).toEqual({ version: 5, state: { balance: 5, movements: 5 } });
  });

  it('loses no event of concurrent writers, on several instances', async () => {
    const [one, other] = [await start(account({})), await start(account({}))];
    await assert(asyncProperty(uuid(), integer({ min: 2, max: 12 }), async (id, writers) => {
      const deposit: AccountCommand = { type: 'deposit', amount: 1 };
      await Promise.all(Array.from({ length: writers }, (_, index) => (index % 2 === 0 ? one : other).accounts.handle(id, deposit)));
      expect(await one.accounts.load(id)).toEqual({ version: writers, state: { balance: writers, movements: writers } });
    }), { numRuns: 15 });
  });
});
