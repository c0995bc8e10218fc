import { Pool } from 'pg';
import { expect, it } from 'vitest';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { listSagas, resumeSaga, retrySaga, settleSaga, showSaga, type Query } from './operator.ts';
import { useSagas } from './sagas.fixture.ts';
import { StepRefused } from './step-refused.ts';
import { trip } from './trip.fixture.ts';

const refuse = async (): Promise<never> => { throw new StepRefused('sold out'); };
const fail = async (): Promise<never> => { throw new Error('no answer'); };
const tripOne = { name: 'book-trip', id: 't-1' };

describeWithServer('POSTGRES_URL', 'what an operator does with sagas, against a real Postgres', (postgres) => {
  const { start, closers, databaseUrl } = useSagas(postgres);
  const connect = (): Query => {
    const pool = new Pool({ connectionString: databaseUrl(), max: 1 });
    closers.push(() => pool.end());
    return async (text, values) => (await pool.query<Record<string, unknown>>(text, [...values])).rows;
  };

  it('lists and shows them with all that was tried', async () => {
    const { run } = await start(trip([], { 'book-hotel': refuse }));
    await run('t-1', { seat: '1A' });
    const query = connect();
    expect(await listSagas(query)).toEqual([]);
    expect(await listSagas(query, { state: 'all' })).toMatchObject([{ ...tripOne, state: 'compensated', turnedAt: 'book-hotel', reason: 'sold out' }]);
    expect(await listSagas(query, { state: 'compensated', name: 'another' })).toEqual([]);
    expect(await showSaga(query, tripOne)).toMatchObject({ steps: ['book-flight', 'book-hotel', 'send-tickets'], input: { seat: '1A' }, attempts: [{ step: 'book-flight', outcome: 'done' }, { outcome: 'refused', error: 'sold out' }, { operation: 'compensation' }] });
    expect(await showSaga(query, { ...tripOne, id: 'none' })).toBeUndefined();
  });

  it('tries the compensations again that did not hold, and those alone', async () => {
    const done: string[] = [];
    let away = true;
    const { run, end } = await start(trip(done, { 'send-tickets': refuse, 'cancel-hotel': async () => away ? fail() : undefined }, { compensationAttempts: 1 }));
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'parked' });
    away = false;
    expect(await retrySaga(connect(), tripOne)).toBeUndefined();
    expect(await end('t-1')).toMatchObject({ state: 'compensated', reason: 'sold out', alarm: undefined });
    expect(done).toEqual(['book-flight', 'book-hotel', 'cancel-flight', 'cancel-hotel']);
  });

  it('tries the last step again', async () => {
    let away = true;
    const { run, end } = await start(trip([], { 'send-tickets': async () => away ? fail() : undefined }, { attempts: 1 }));
    await run('t-1', { seat: '1A' });
    away = false;
    await retrySaga(connect(), tripOne);
    expect(await end('t-1')).toMatchObject({ state: 'completed' });
  });

  it('goes on forward only while nothing is undone', async () => {
    const done: string[] = [];
    let away = true;
    const works = { 'book-flight': async () => away ? fail() : undefined, 'cancel-flight': async () => away ? fail() : undefined };
    const { run, end } = await start(trip(done, works, { attempts: 1, compensationAttempts: 1 }));
    expect(await run('t-1', { seat: '1A' })).toMatchObject({ state: 'parked', turnedAt: 'book-flight' });
    away = false;
    expect(await resumeSaga(connect(), tripOne)).toBeUndefined();
    expect(await end('t-1')).toMatchObject({ state: 'completed', turnedAt: undefined });
    expect(done).toEqual(['book-flight', 'book-hotel', 'send-tickets']);
  });

  it('does not go forward over what is undone', async () => {
    const { run } = await start(trip([], { 'send-tickets': refuse, 'cancel-hotel': fail }, { compensationAttempts: 1 }));
    await run('t-1', { seat: '1A' });
    expect(await resumeSaga(connect(), tripOne)).toBe('book-flight: undone already, so the saga can only go back');
  });

  it('takes for done what somebody did by hand, and ends as ever', async () => {
    const ends: string[] = [];
    const { run, end } = await start(trip([], { 'send-tickets': fail, 'cancel-hotel': fail, 'book-hotel': async ({ input }) => input.seat === 'none' ? refuse() : undefined, 'cancel-flight': fail }, { attempts: 1, compensationAttempts: 1 }), {
      onEnd: async (_, { id, state }) => { ends.push(`${id} ${state}`); },
    });
    for (const [id, seat] of [['t-1', '1A'], ['t-2', 'none']] as const) expect(await run(id, { seat })).toMatchObject({ state: 'parked' });
    for (const id of ['t-1', 't-2']) expect(await settleSaga(connect(), { ...tripOne, id })).toBeUndefined();
    expect([(await end('t-1')).state, (await end('t-2')).state, ends]).toEqual(['completed', 'compensated', ['t-1 completed', 't-2 compensated']]);
  });

  it('changes nothing of a saga that is not parked', async () => {
    const { run } = await start(trip([]));
    await run('t-1', { seat: '1A' });
    for (const act of [retrySaga, resumeSaga, settleSaga]) {
      expect(await act(connect(), tripOne)).toBe('it is completed, not parked');
      expect(await act(connect(), { ...tripOne, id: 'none' })).toBe('there is no saga book-trip with the id none');
    }
  });
});
