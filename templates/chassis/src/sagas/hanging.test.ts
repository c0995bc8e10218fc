import type { Transaction } from 'kysely';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { defineSaga } from './define-saga.ts';
import { useSagas } from './sagas.fixture.ts';
import { StepRefused } from './step-refused.ts';
import { trip, type Database } from './trip.fixture.ts';

const refuse = async (): Promise<never> => { throw new StepRefused('sold out'); };
/** Whatever its signal says. */
const forever = async (): Promise<never> => new Promise(() => {});

describeWithServer('POSTGRES_URL', 'operations that hang, against a real Postgres', (postgres) => {
  const { start } = useSagas(postgres);

  it('gives an attempt up at its deadline, and says so by its signal', async () => {
    const done: string[] = [];
    let aborted = false;
    const untilAborted = async ({ signal }: { readonly signal: AbortSignal }) => new Promise<void>(() => { signal.addEventListener('abort', () => { aborted = true; }); });
    const { run } = await start(trip(done, { 'book-hotel': untilAborted }, { attempts: 1, deadlineMs: 100 }));
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'compensated', reason: 'no time left' });
    expect([done, aborted]).toEqual([['book-flight', 'cancel-hotel', 'cancel-flight'], true]);
  });

  it('gives a compensation up at a deadline of its own, and tries it again, so that those of the steps before have their turn', async () => {
    const done: string[] = [];
    let times = 0;
    const definition = trip(done, { 'send-tickets': refuse, 'cancel-hotel': async () => { if (++times === 1) await forever(); } }, { deadlineMs: 60_000, compensationDeadlineMs: 100 });
    const { run, attempts } = await start(definition);
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'compensated' });
    expect((await attempts()).slice(3)).toEqual(['compensation book-hotel: failed', 'compensation book-hotel: done', 'compensation book-flight: done']);
  });

  it('undoes the steps before one whose compensation hangs each time, and parks', async () => {
    const done: string[] = [];
    const definition = trip(done, { 'send-tickets': refuse, 'cancel-hotel': forever }, { compensationDeadlineMs: 100, compensationAttempts: 2 });
    const { run } = await start(definition);
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'parked', alarm: 'book-hotel could not be undone: no time left' });
    expect(done).toEqual(['book-flight', 'book-hotel', 'cancel-flight']);
  });

  it.each(['action', 'compensation'] as const)('takes back what %s in the own database has written when it hangs there, and lets its locks go', async (hanging) => {
    let times = 0;
    const note = (kind: typeof hanging) => ({
      inTransaction: async ({ id }: { readonly id: string }, trx: Transaction<Database>) => {
        await trx.insertInto('note').values({ text: `${id} ${kind}` }).execute();
        if (kind === hanging && ++times === 1) await forever();
      },
    });
    const definition = defineSaga({
      name: 'note-trip',
      input: z.object({}),
      steps: [
        { name: 'note', action: note('action'), compensation: note('compensation'), deadlineMs: 1_000 },
        { name: 'send', action: refuse, irreversible: true },
      ],
    });
    const { run, db } = await start(definition);
    // The text is unique: a first attempt that still has its transaction would stand in the way of the second one.
    expect(await run('t-1', {})).toMatchObject({ state: 'compensated', turnedAt: 'send' });
    expect((await db.selectFrom('note').select('text').orderBy('position').execute()).map(({ text }) => text)).toEqual(['t-1 action', 't-1 compensation']);
  });
});
