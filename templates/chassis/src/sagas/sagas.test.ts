import { expect, it } from 'vitest';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { eventually } from '../testing/eventually.fixture.ts';
import { useSagas } from './sagas.fixture.ts';
import { StepRefused } from './step-refused.ts';
import { trip } from './trip.fixture.ts';

const refuse = async (): Promise<never> => { throw new StepRefused('sold out'); };
const fail = async (): Promise<never> => { throw new Error('no answer'); };

describeWithServer('POSTGRES_URL', 'sagas, against a real Postgres', (postgres) => {
  const { start, closers, databaseUrl } = useSagas(postgres);

  it('does its steps in order, and keeps for later ones what they declare', async () => {
    const done: string[] = [];
    const seen: unknown[] = [];
    const definition = trip(done, {
      'book-flight': async ({ key, input }) => { seen.push(key, input); return { flight: 'LH 1', secret: 'x' }; },
      'send-tickets': async ({ results }) => { seen.push(results); },
    });
    const { run } = await start(definition);
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'completed', results: { 'book-flight': { flight: 'LH 1' } }, reason: undefined });
    expect(done).toEqual(['book-flight', 'book-hotel', 'send-tickets']);
    expect(seen).toEqual(['book-trip:t-1:book-flight', { seat: '1A' }, { 'book-flight': { flight: 'LH 1' } }]);
  });

  it('begins with the transaction that starts it, once for an id', async () => {
    const done: string[] = [];
    const { db, saga, begin, run } = await start(trip(done));
    await expect(db.transaction().execute(async (trx) => {
      await saga.start(trx, { id: 't-0', input: { seat: '1A' } });
      throw new Error('the order could not be written');
    })).rejects.toThrow('could not be written');
    expect(await saga.find('t-0')).toBeUndefined();
    await run('t-1', { seat: '1A' });
    expect(await begin('t-1', { seat: '2B' })).toBe(false);
    expect(await saga.find('t-1')).toMatchObject({ input: { seat: '1A' } });
    expect(done).toHaveLength(3);
    await expect(begin('t:2', { seat: '1A' })).rejects.toThrow('cannot be the id of a saga');
  });

  it('goes back at once over what was done when a step refuses, and tells why', async () => {
    const done: string[] = [];
    const keys: string[] = [];
    const { run, attempts } = await start(trip(done, { 'send-tickets': refuse, 'cancel-hotel': async ({ key }) => { keys.push(key); } }));
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'compensated', turnedAt: 'send-tickets', reason: 'sold out' });
    expect(done).toEqual(['book-flight', 'book-hotel', 'cancel-hotel', 'cancel-flight']);
    expect(keys).toEqual(['book-trip:t-1:book-hotel:undo']);
    expect(await attempts()).toEqual(['action book-flight: done', 'action book-hotel: done', 'action send-tickets: refused', 'compensation book-hotel: done', 'compensation book-flight: done']);
  });

  it('tries a step again with the same key, and goes on when it works', async () => {
    const done: string[] = [];
    const keys: string[] = [];
    const { run } = await start(trip(done, { 'book-hotel': async ({ key }) => { if (keys.push(key) < 3) throw new Error('no answer'); } }));
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'completed' });
    expect(keys).toEqual(Array.from({ length: 3 }, () => 'book-trip:t-1:book-hotel'));
  });

  it('undoes a step that may have happened, too, after its last attempt', async () => {
    const done: string[] = [];
    const { run } = await start(trip(done, { 'book-hotel': fail }, { attempts: 2 }));
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'compensated', reason: 'no answer' });
    expect(done).toEqual(['book-flight', 'cancel-hotel', 'cancel-flight']);
  });

  it('tries a compensation again until it holds', async () => {
    const done: string[] = [];
    let times = 0;
    const { run } = await start(trip(done, { 'send-tickets': refuse, 'cancel-hotel': async () => { times += 1; if (times < 3) throw new Error('no answer'); } }));
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'compensated' });
    expect(done.slice(2)).toEqual(['cancel-hotel', 'cancel-flight']);
  });

  it('parks with an alarm when a compensation does not hold, having tried the others', async () => {
    const done: string[] = [];
    const { run, service } = await start(trip(done, { 'send-tickets': refuse, 'cancel-hotel': fail }, { compensationAttempts: 2 }));
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'parked', turnedAt: 'send-tickets', reason: 'sold out', alarm: 'book-hotel could not be undone: no answer' });
    expect(done).toEqual(['book-flight', 'book-hotel', 'cancel-flight']);
    await eventually(async () => /sagas_parked_total\{[^}]*saga="book-trip"[^}]*\} 1/.test(await service.metrics.expose()));
  });

  it('parks where there is no way back and no way on', async () => {
    const done: string[] = [];
    const { run } = await start(trip(done, { 'send-tickets': fail }, { attempts: 2 }));
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'parked', step: 'send-tickets', alarm: 'no answer' });
    expect(done).toEqual(['book-flight', 'book-hotel']);
  });

  it('ends in one transaction with what is written for it; what fails there fails the step', async () => {
    const done: string[] = [];
    let times = 0;
    const { run, db } = await start(trip(done), { onEnd: async (trx, { id, state }) => {
      await trx.insertInto('note').values({ text: `${id} ${state}` }).execute();
      times += 1;
      if (times < 3) throw new Error('not yet');
    } });
    await run('t-1', { seat: '1A' });
    expect(await db.selectFrom('note').select('text').execute()).toEqual([{ text: 't-1 completed' }]);
    expect(done.filter((step) => step === 'send-tickets')).toHaveLength(3);
  });

  it('parks a saga whose end can never be written', async () => {
    const done: string[] = [];
    const { run } = await start(trip(done, { 'book-flight': refuse }, { attempts: 1, compensationAttempts: 1 }), { onEnd: async () => { throw new Error('no such column'); } });
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'parked', alarm: expect.stringContaining('no such column') as string });
  });

  it('is shared by instances, each saga in one at a time, and waited for in any', async () => {
    const done: string[] = [];
    let inHand = 0;
    let most = 0;
    const definition = () => trip(done, { 'book-hotel': async () => {
      most = Math.max(most, inHand += 1);
      await new Promise((resolve) => { setTimeout(resolve, 20); });
      inHand -= 1;
    } });
    const [one, other] = [await start(definition(), { concurrency: 2 }), await start(definition(), { concurrency: 2 })];
    const ids = Array.from({ length: 40 }, (_, index) => `t-${index}`);
    await Promise.all(ids.map(async (id) => one.begin(id, { seat: id })));
    const ended = await Promise.all(ids.map(async (id, index) => (index % 2 === 0 ? one : other).end(id)));
    expect(ended.every(({ state }) => state === 'completed')).toBe(true);
    expect(done).toHaveLength(120);
    expect(most).toBeGreaterThan(1);
    const texts = await Promise.all([one, other].map(async ({ service }) => service.metrics.expose()));
    expect(texts.every((text) => /saga_attempts_total\{[^}]*outcome="done"[^}]*\} \d/.test(text))).toBe(true);
  });

  it('goes on elsewhere when the lease of a lost runner is over, and what that one still writes counts for nothing', async () => {
    const done: string[] = [];
    const proxy = await createTcpProxy(databaseUrl());
    const [inHand, until] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const lost = await start(trip(done, { 'book-hotel': async () => { inHand.resolve(); await until.promise; throw new StepRefused('too late to refuse'); } }), { url: proxy.url });
    closers.push(() => { proxy.close(); });
    await lost.begin('t-1', { seat: '1A' });
    await inHand.promise;
    proxy.down();
    const survivor = await start(trip(done));
    await survivor.hurry();
    expect(await survivor.end('t-1')).toMatchObject({ state: 'completed' });
    proxy.up();
    until.resolve();
    await eventually(async () => /saga_leases_lost_total\{[^}]*\} 1/.test(await lost.service.metrics.expose()));
    expect(await survivor.saga.find('t-1')).toMatchObject({ state: 'completed', turnedAt: undefined });
    expect(done).toEqual(['book-flight', 'book-hotel', 'send-tickets']);
    expect(await survivor.attempts()).toContain('action book-hotel: interrupted');
  });

  it('begins no step while the service stops, finishes the one in hand, and leaves the rest to others at once', async () => {
    const done: string[] = [];
    const [inHand, until] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const leaving = await start(trip(done, { 'book-hotel': async () => { inHand.resolve(); await until.promise; }, 'send-tickets': async () => { done.push('in the one that leaves'); } }));
    await leaving.begin('t-1', { seat: '1A' });
    await inHand.promise;
    const staying = await start(trip(done));
    leaving.service.onClose('workers', () => { until.resolve(); });
    await leaving.service.close();
    expect(await staying.end('t-1')).toMatchObject({ state: 'completed' });
    expect(done).toEqual(['book-flight', 'book-hotel', 'send-tickets']);
    expect(await staying.attempts()).toEqual(['action book-flight: done', 'action book-hotel: done', 'action send-tickets: done']);
  });

  it('parks a saga whose next step the definition does not have any more, until there is one that has', async () => {
    const done: string[] = [];
    const [inHand, until] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const before = await start(trip(done, { 'book-flight': async () => { inHand.resolve(); await until.promise; } }));
    await before.begin('t-1', { seat: '1A' });
    await inHand.promise;
    before.service.onClose('workers', () => { until.resolve(); });
    await before.service.close();
    const whole = trip(done);
    const shorter = await start({ ...whole, steps: whole.steps.filter(({ name }) => name !== 'book-hotel') });
    expect(await shorter.end('t-1')).toMatchObject({ state: 'parked', step: 'book-hotel', alarm: expect.stringContaining('no step book-hotel') as string });
    expect(done).toEqual(['book-flight']);
  });

  it('measures what is open', async () => {
    const { service, run } = await start(trip([], { 'send-tickets': fail }, { attempts: 1 }));
    await run('t-1', { seat: '1A' });
    await eventually(async () => /sagas_open\{[^}]*state="parked"[^}]*\} 1/.test(await service.metrics.expose()));
    expect(await service.metrics.expose()).toMatch(/saga_oldest_seconds\{[^}]*\} [\d.]+/);
  });

  it('stops waiting when the one who waits goes', async () => {
    const { begin, end, saga } = await start(trip([], { 'book-flight': async () => new Promise((resolve) => { setTimeout(resolve, 1_000); }) }));
    await begin('t-1', { seat: '1A' });
    // Also when he goes in the middle of a look at the database, where nothing listens yet: that must not end the process.
    for (const ms of [0, 1, 2, 3, 50]) await expect(end('t-1', ms)).rejects.toThrow('timeout');
    await expect(saga.ended('nobody', AbortSignal.timeout(1_000))).rejects.toThrow('no saga book-trip');
  });
});
