import type { Transaction } from 'kysely';
import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load-config.ts';
import { busConfig, postgresConfig, serviceConfig } from '../config/shapes.ts';
import { messageTables } from '../messages/message-tables.ts';
import { openMessages } from '../messages/open-messages.ts';
import { defineSaga } from '../sagas/define-saga.ts';
import { openSagas } from '../sagas/open-sagas.ts';
import { reply, type ByEvents, type StepContext } from '../sagas/operation.ts';
import { StepRefused } from '../sagas/step-refused.ts';
import { migrations, type Database } from '../sagas/trip.fixture.ts';
import { createService } from '../service/create-service.ts';
import { openStore } from '../store/store.ts';
import { useDatabase } from '../store/throwaway-database.fixture.ts';
import { describeWithPostgresAndRabbit } from './real-servers.fixture.ts';
import { dropRoomQueues, roomsContract, startRooms, type RoomFaults } from './rooms.fixture.ts';
import { sweepSaga } from './sweep-saga.ts';

type Breaks = { readonly rooms?: RoomFaults; readonly withoutUndo?: boolean; readonly withoutOutbox?: boolean };

// A sweep is dozens of sagas, some of which wait for what hangs.
vi.setConfig({ testTimeout: 60_000 });

describeWithPostgresAndRabbit('the sweep of a saga whose steps ask by events, on a real Postgres', ({ postgres, broker }) => {
  const { databaseUrl, closers } = useDatabase(postgres);

  const sweep = async ({ rooms: roomFaults = {}, withoutUndo = false, withoutOutbox = false }: Breaks = {}): Promise<number> => {
    const own = roomsContract();
    const { types, contract } = own;
    closers.push(async () => dropRoomQueues(broker, own));
    const rooms = await startRooms(broker, own, roomFaults);
    closers.push(rooms.close);
    const config = loadConfig({ ...serviceConfig, ...postgresConfig, ...busConfig }, { LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl(), RABBITMQ_URL: broker });
    const service = createService({ name: 'trips', contract: { name: 'trips', version: '1.0.0', routes: {}, events: {} }, config });
    closers.push(service.close);
    const db = openStore<Database>(service, { migrations: { ...migrations, '3-messages': messageTables } });
    const messages = openMessages(service, db);
    const ask = (type: string, ...replies: ByEvents<unknown, unknown>['replies']) => ({ request: async ({ id, publish }: Parameters<ByEvents<StepContext<object, object>, unknown>['request']>[0]) => publish(contract, type, { saga: id }), replies });
    const refused = reply(contract, types.late, () => { throw new StepRefused('undone'); });
    const definition = defineSaga({
      name: 'book-trip',
      input: z.object({}),
      steps: [
        { name: 'ask-room', action: ask(types.ask, reply(contract, types.given, () => {}), refused), compensation: withoutUndo ? async () => {} : ask(types.free, reply(contract, types.freed, () => {})) },
        {
          name: 'note-trip',
          action: { inTransaction: async ({ id }, trx: Transaction<Database>) => { await trx.insertInto('note').values({ text: id }).execute(); } },
          compensation: { inTransaction: async ({ id }, trx: Transaction<Database>) => { await trx.deleteFrom('note').where('text', '=', id).execute(); } },
        },
        { name: 'confirm-room', irreversible: true, action: ask(types.confirm, reply(contract, types.confirmed, () => {})) },
      ],
    });
    const completed: string[] = [];
    return sweepSaga(definition, {
      service, db, ...(withoutOutbox ? {} : { outbox: messages.outbox }),
      register: (disturbed) => openSagas(service, db, { messages }).register(disturbed),
      input: () => ({}),
      invariant: async ({ id, state }) => {
        if (state === 'completed') completed.push(id);
        const notes = (await db.selectFrom('note').select('text').execute()).map(({ text }) => text);
        for (const seen of [rooms.held(), rooms.confirmed(), notes]) expect(seen.toSorted()).toEqual(completed.toSorted());
      },
    });
  };

  it('holds where requests can be repeated, undone and refused, whatever becomes of their replies', async () => {
    expect(await sweep()).toBe(13 + 9 + 9);
  });

  it.each([
    ['a step has nothing that frees the room', { withoutUndo: true }, 'note-trip refuses'],
    ['freeing a room leaves it as it is', { rooms: { keeps: true } }, 'ask-room is undone without a reply the first time'],
    ['a service forgets what was undone', { rooms: { forgetful: true } }, 'ask-room is done when nobody waits any more'],
    ['a service does twice what comes twice', { rooms: { repeats: true } }, 'ask-room is done twice'],
  ] as const)('breaks when %s', async (_, breaks, message) => {
    await expect(sweep(breaks)).rejects.toThrow(new RegExp(`cases of book-trip are broken:[^]*${message}: `));
  });

  it('says that it cannot send late requests without an outbox', async () => {
    await expect(sweep({ withoutOutbox: true })).rejects.toThrow('sweepSaga needs { outbox }');
  });
});
