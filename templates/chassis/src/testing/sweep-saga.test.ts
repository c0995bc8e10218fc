import type { Transaction } from 'kysely';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { defineSaga } from '../sagas/define-saga.ts';
import { openSagas } from '../sagas/open-sagas.ts';
import { StepRefused } from '../sagas/step-refused.ts';
import { useSagas } from '../sagas/sagas.fixture.ts';
import { openTrips, type Database } from '../sagas/trip.fixture.ts';
import { describeWithServer } from './real-server.fixture.ts';
import { sweepSaga } from './sweep-saga.ts';

/** A service that does and undoes by key, and remembers both. */
const participant = ({ forgetful = false, repeats = false } = {}) => {
  const done = new Map<string, string>();
  const undone = new Set<string>();
  return {
    held: () => [...done.values()],
    action: async ({ key, id }: { readonly key: string; readonly id: string }) => {
      if (undone.has(key) && !forgetful) throw new StepRefused('undone');
      done.set(repeats ? `${key} ${done.size}` : key, id);
    },
    compensation: async ({ key }: { readonly key: string }) => {
      const action = key.replace(/:undo$/, '');
      undone.add(action);
      done.delete(action);
    },
  };
};
const nothing = async (): Promise<void> => {};

type Breaks = { readonly flight?: Parameters<typeof participant>[0]; readonly hotel?: Parameters<typeof participant>[0]; readonly without?: 'book-flight' | 'note-trip' | 'book-hotel' };

// A sweep is dozens of sagas, some of which wait for what hangs.
vi.setConfig({ testTimeout: 60_000 });

describeWithServer('POSTGRES_URL', 'the sweep of a saga, on a real Postgres', (postgres) => {
  const { databaseUrl, closers } = useSagas(postgres);

  const sweep = async ({ flight, hotel, without }: Breaks = {}): Promise<number> => {
    const [flights, hotels] = [participant(flight), participant(hotel)];
    const { service, db } = openTrips({ url: databaseUrl() });
    const seen: string[] = [];
    closers.push(service.close);
    const undo = <Work>(step: Breaks['without'], work: Work): Work | typeof nothing => (without === step ? nothing : work);
    const definition = defineSaga({
      name: 'book-trip',
      input: z.object({}),
      steps: [
        { name: 'book-flight', action: flights.action, compensation: undo('book-flight', flights.compensation) },
        {
          name: 'note-trip',
          action: { inTransaction: async ({ id }, trx: Transaction<Database>) => { await trx.insertInto('note').values({ text: id }).execute(); } },
          compensation: undo('note-trip', { inTransaction: async ({ id }, trx: Transaction<Database>) => { await trx.deleteFrom('note').where('text', '=', id).execute(); } }),
        },
        { name: 'book-hotel', action: hotels.action, compensation: undo('book-hotel', hotels.compensation) },
        { name: 'send-tickets', irreversible: true, action: nothing },
      ],
    });
    return sweepSaga(definition, {
      service, db,
      register: (own) => openSagas(service, db).register(own),
      input: () => ({}),
      invariant: async ({ id, state }) => {
        if (state === 'completed') seen.push(id);
        const notes = (await db.selectFrom('note').select('text').execute()).map(({ text }) => text);
        for (const held of [flights.held(), hotels.held(), notes]) expect(held.toSorted()).toEqual(seen.toSorted());
      },
    });
  };

  it('holds for a saga whose steps can be undone, repeated and refused', async () => {
    expect(await sweep()).toBe(11 + 9 + 11 + 8);
  });

  it.each(['book-flight', 'note-trip', 'book-hotel'] as const)('breaks when %s is not undone', async (without) => {
    const steps = ['book-flight', 'note-trip', 'book-hotel', 'send-tickets'];
    const next = steps[steps.indexOf(without) + 1];
    await expect(sweep({ without })).rejects.toThrow(new RegExp(`cases of book-trip are broken:[^]*${next} refuses: `));
  });

  it.each([
    ['a service forgets what was undone', { flight: { forgetful: true } }, 'book-flight is done when nobody waits any more'],
    ['a service does twice what comes twice', { hotel: { repeats: true } }, 'book-hotel is done twice'],
  ] as const)('breaks when %s', async (_, breaks, message) => {
    await expect(sweep(breaks)).rejects.toThrow(message);
  });
});
