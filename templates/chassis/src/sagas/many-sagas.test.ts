import { expect, it } from 'vitest';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { sagaTablesIn } from './saga-tables.ts';
import { useSagas } from './sagas.fixture.ts';
import { trip } from './trip.fixture.ts';

describeWithServer('POSTGRES_URL', 'many sagas at the same time, against a real Postgres', (postgres) => {
  const { start } = useSagas(postgres);

  it('starts alone what comes at the same time, each once, and goes on with all of it', async () => {
    const done: string[] = [];
    const { saga, end, db } = await start(trip(done));
    const ids = Array.from({ length: 50 }, (_, index) => `t-${index}`);
    const started = await Promise.all([...ids, ...ids].map(async (id) => saga.startAlone({ id, input: { seat: id } })));
    expect(started.filter(Boolean)).toHaveLength(50);
    const ended = await Promise.all(ids.map(async (id) => end(id)));
    expect(ended.map(({ id, state, input }) => [id, state, input])).toEqual(ids.map((id) => [id, 'completed', { seat: id }]));
    expect(done).toHaveLength(150);
    await expect(saga.startAlone({ id: 't:2', input: { seat: '1A' } })).rejects.toThrow('cannot be the id of a saga');
    // What is waited for here and in hand here was never read again; the database says the same.
    expect(await sagaTablesIn(db).selectFrom('saga').select('id').where('state', '<>', 'completed').execute()).toEqual([]);
  });

  it('keeps what cannot be written of one saga from those that are written with it', async () => {
    const done: string[] = [];
    const { saga, end } = await start(trip(done, { 'book-flight': async ({ input }) => ({ flight: input.seat === 'odd' ? '\u0000' : 'LH 1' }) }, { attempts: 1 }));
    const ids = Array.from({ length: 20 }, (_, index) => `t-${index}`);
    await Promise.all(ids.map(async (id) => saga.startAlone({ id, input: { seat: id === 't-7' ? 'odd' : id } })));
    const others = ids.filter((id) => id !== 't-7');
    const ended = await Promise.all(others.map(async (id) => end(id)));
    expect(ended.map(({ state }) => state)).toEqual(others.map(() => 'completed'));
    expect(await saga.find('t-7')).toMatchObject({ state: 'running', step: 'book-flight' });
  });
});
