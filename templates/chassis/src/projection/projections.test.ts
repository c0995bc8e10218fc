import { randomUUID } from 'node:crypto';
import { array, assert, asyncProperty, constantFrom, nat, oneof, record } from 'fast-check';
import { expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithPostgresAndRabbit } from '../testing/real-servers.fixture.ts';
import { defineProjection } from './define-projection.ts';
import { prepare } from './generation.ts';
import { projectBatch } from './project.ts';
import { statement, useProjections } from './projections.fixture.ts';

describeWithPostgresAndRabbit('projections, against a real Postgres', (servers) => {
  const { start, rates } = useProjections(servers);

  it('has what happened to own aggregates, also before it was there', async () => {
    const told = await rates();
    const { accounts } = await start();
    await accounts.handle('a', { type: 'deposit', amount: 5 });
    const { lines } = await start(statement(1, told));
    await accounts.handle('a', { type: 'withdraw', amount: 2 });
    await eventually(async () => (await lines()).length === 2);
    expect(await lines()).toEqual(['a in 5', 'a out 2']);
  });

  it('has what others tell, once and in the order of its key', async () => {
    const told = await rates();
    const { lines } = await start(statement(1, told));
    for (let rate = 1; rate <= 20; rate += 1) await told.tell(rate, { key: 'k', id: String(rate) });
    await told.tell(1, { key: 'k', id: '1' });
    await told.tell(21, { key: 'k', id: '21' });
    await told.tell(1, { id: 'no key' });
    await eventually(async () => (await lines()).length >= 22);
    expect((await lines()).filter((line) => line.startsWith('k '))).toEqual(Array.from({ length: 21 }, (_, index) => `k rate ${index + 1}`));
    expect(await lines()).toContain('no key rate 1');
  });

  it('of several instances one applies an event, once', async () => {
    const told = await rates();
    const instances = [await start(statement(1, told)), await start(statement(1, told)), await start(statement(1, told))] as const;
    await Promise.all(Array.from({ length: 60 }, (_, index) => (instances[index % 3] ?? instances[0]).accounts.handle(`a${index % 5}`, { type: 'deposit', amount: index })));
    await eventually(async () => (await instances[0].lines()).length >= 59);
    await instances[0].accounts.handle('end', { type: 'deposit', amount: 1 });
    await eventually(async () => (await instances[0].lines()).includes('end in 1'));
    const amounts = (await instances[0].lines()).slice(0, -1).map((line) => Number(line.split(' ').at(-1))).toSorted((a, b) => a - b);
    // A deposit of nothing is no event.
    expect(amounts).toEqual(Array.from({ length: 59 }, (_, index) => index + 1));
  });

  it('is built again beside the one that runs, and takes its place when it is as far', async () => {
    const told = await rates();
    const first = await start(statement(1, told));
    for (let amount = 1; amount <= 3; amount += 1) await first.accounts.handle('a', { type: 'deposit', amount });
    await told.tell(7, { key: 'k' });
    await eventually(async () => (await first.lines()).length === 4);
    const seen: string[] = [];
    const second = await start(statement(2, told, (text) => {
      seen.push(text);
      return text.toUpperCase();
    }));
    await eventually(async () => (await second.lines())[0] === 'a IN 1');
    expect(await second.lines()).toEqual(['a IN 1', 'a IN 2', 'a IN 3', 'k RATE 7']);
    expect(seen).toHaveLength(4);
    expect(await second.schemas()).toEqual(['account_statement']);
    await second.accounts.handle('a', { type: 'withdraw', amount: 2 });
    await eventually(async () => (await first.lines()).includes('a OUT 2'));
    expect(await first.lines()).toHaveLength(5);
  });

  it('built again it is the same as the one that ran along, whatever happened in which order', async () => {
    const told = await rates();
    const { db, accounts, lines } = await start(statement(1, told));
    const move = record({ kind: constantFrom('deposit' as const, 'withdraw' as const), key: constantFrom('a', 'b'), amount: nat(9) });
    const rate = record({ kind: constantFrom('rate' as const), key: constantFrom('k', 'l'), amount: nat(9) });
    let [version, toldOf] = [1, 0];
    await assert(asyncProperty(array(oneof(move, rate), { maxLength: 15 }), async (happened) => {
      const [marker, along] = [randomUUID(), statement(version, told)];
      const all = Promise.all(happened.map(async ({ kind, key, amount }) => (kind === 'rate' ? told.tell(amount, { key }) : accounts.handle(key, { type: kind, amount }).catch(() => {}))));
      await projectBatch(db, along, 3);
      await all;
      await told.tell(0, { key: marker });
      toldOf += 1 + happened.filter(({ kind }) => kind === 'rate').length;
      await eventually(async () => {
        await projectBatch(db, along, 3);
        return (await lines()).filter((line) => line.includes(' rate ')).length === toldOf;
      });
      const before = await lines();
      version += 1;
      await prepare(db, statement(version, told));
      await eventually(async () => (await projectBatch(db, statement(version, told), 4)).swapped);
      expect(await lines()).toEqual(before);
    }), { numRuns: 6 });
  });

  it('stands still at an event that cannot be applied, with all before it, and goes on when it can', async () => {
    const told = await rates();
    let isBroken = true;
    const { accounts, lines, service } = await start(statement(1, told, (text) => {
      if (isBroken && text === 'in 3') throw new Error('cannot');
      return text;
    }));
    for (let amount = 1; amount <= 4; amount += 1) await accounts.handle('a', { type: 'deposit', amount });
    await eventually(async () => /projection_failures_total\{[^}]*\} [2-9]/.test(await service.metrics.expose()), 10_000);
    expect(await lines()).toEqual(['a in 1', 'a in 2']);
    await eventually(async () => Number(/projection_lag_seconds\{[^}]*"live"[^}]*\} (\S+)/.exec(await service.metrics.expose())?.[1]) > 0, 10_000);
    isBroken = false;
    await eventually(async () => (await lines()).length === 4, 10_000);
    expect(await lines()).toEqual(['a in 1', 'a in 2', 'a in 3', 'a in 4']);
  });

  it('two sources of one event are refused', async () => {
    const told = await rates();
    const { on, ...rest } = statement(1, told);
    expect(() => defineProjection({ ...rest, on: [...on, ...on] })).toThrow('takes account deposited twice');
  });
});
