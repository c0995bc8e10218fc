import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { z } from 'zod';
import { connectBus, type Bus } from '../bus/bus.ts';
import type { BusEvent } from '../bus/subscription.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { testBusService } from './test-service.fixture.ts';

const room = z.object({ saga: z.string() });

/** What the rooms promise; types of their own for each test, as the broker is shared with others. */
export const roomsContract = () => {
  const prefix = `room-${randomUUID()}`;
  const types = { ask: `${prefix}.asked.v1`, given: `${prefix}.given.v1`, late: `${prefix}.refused.v1`, free: `${prefix}.freed.v1`, freed: `${prefix}.was-freed.v1`, confirm: `${prefix}.confirmed.v1`, confirmed: `${prefix}.was-confirmed.v1` } as const;
  const events = Object.fromEntries(Object.values(types).map((type) => [type, { data: room }]));
  return { types, contract: { name: 'rooms', version: '1.0.0', routes: {}, events } satisfies ServiceContract };
};

export type Rooms = ReturnType<typeof roomsContract>;
/** What is wrong with them. */
export type RoomFaults = { readonly forgetful?: boolean; readonly repeats?: boolean; readonly keeps?: boolean };

/** A service over events that gives, frees and confirms by correlation, and remembers all of it. */
export const startRooms = async (url: string, { types, contract }: Rooms, { forgetful = false, repeats = false, keeps = false }: RoomFaults = {}) => {
  const service = testBusService({ RABBITMQ_URL: url }, 'rooms');
  const bus = connectBus(service);
  const [held, confirmed, freed] = [new Map<string, string>(), new Map<string, string>(), new Set<string>()];
  type Event = BusEvent<{ readonly saga: string }>;
  const on = async (type: string, handle: (key: string, event: Event) => string): Promise<void> =>
    bus.subscribe(contract, type, async (event: Event) => reply(bus, { contract, type: handle(event.correlationid ?? '', event) }, event));

  await on(types.ask, (key, { data }) => {
    if (freed.has(key) && !forgetful) return types.late;
    held.set(repeats ? `${key} ${held.size}` : key, data.saga);
    return types.given;
  });
  await on(types.free, (key) => {
    const action = key.replace(/:undo$/, '');
    freed.add(action);
    if (!keeps) held.delete(action);
    return types.freed;
  });
  await on(types.confirm, (key, { data }) => {
    confirmed.set(key, data.saga);
    return types.confirmed;
  });
  await service.start();
  return { held: () => [...held.values()].toSorted(), confirmed: () => [...confirmed.values()].toSorted(), close: service.close };
};

const reply = async (bus: Bus, { contract, type }: { readonly contract: ServiceContract; readonly type: string }, { data, correlationid }: BusEvent<unknown>): Promise<void> =>
  bus.publish(contract, type, data, correlationid === undefined ? {} : { correlation: correlationid });

/** Durable queues outlive their service. */
export const dropRoomQueues = async (url: string, { types }: Rooms): Promise<void> => {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  for (const type of Object.values(types)) {
    for (const service of ['rooms', 'trips']) for (const end of ['', '.dead', '.retry.1000', '.retry.5000', '.retry.25000']) await channel.deleteQueue(`${service}.${type}${end}`);
  }
  await connection.close();
};
