import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, type ChannelModel } from 'amqplib';
import { z } from 'zod';
import type { Publish } from '../bus/bus.ts';
import { newAttributes, toProperties } from '../bus/cloud-event.ts';
import { loadConfig } from '../config/load-config.ts';
import { busConfig, postgresConfig, serviceConfig } from '../config/shapes.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { messageTables } from '../messages/message-tables.ts';
import { openMessages } from '../messages/open-messages.ts';
import { createService } from '../service/create-service.ts';
import { openStore } from '../store/store.ts';
import { useDatabase } from '../store/throwaway-database.fixture.ts';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithPostgresAndRabbit } from '../testing/real-servers.fixture.ts';
import { defineSaga } from './define-saga.ts';
import { openSagas } from './open-sagas.ts';
import { reply, type StepContext } from './operation.ts';
import { sagaTables, sagaTablesIn } from './saga-tables.ts';
import { StepRefused } from './step-refused.ts';

type Database = { room: { name: string } };
const migrations = {
  '1-room': { up: async (db: Kysely<unknown>) => { await db.schema.createTable('room').addColumn('name', 'text').execute(); } },
  '2-messages': messageTables,
  '3-sagas': sagaTables,
};

describeWithPostgresAndRabbit('steps over events and in the own database, against a real Postgres', (servers) => {
  let broker: ChannelModel;
  beforeAll(async () => { broker = await connect(servers.broker); });
  const { closers, databaseUrl } = useDatabase(servers.postgres);
  afterAll(async () => { await broker.close(); });

  const start = async (step: { readonly deadlineMs?: number; readonly attempts?: number; readonly twice?: boolean } = {}) => {
    const suffix = randomUUID();
    const [asked, given, refused] = [`room-${suffix}.asked.v1`, `room-${suffix}.given.v1`, `room-${suffix}.refused.v1`] as const;
    const contract = { name: 'rooms', version: '1.0.0', routes: {}, events: { [asked]: { data: z.object({ name: z.string() }) }, [given]: { data: z.object({ number: z.int() }) }, [refused]: { data: z.object({ why: z.string() }) } } } satisfies ServiceContract;
    const ask = {
      ...(step.deadlineMs !== undefined && { deadlineMs: step.deadlineMs }),
      ...(step.attempts !== undefined && { attempts: step.attempts }),
      action: {
        request: async ({ publish, input }: StepContext<{ readonly name: string }, unknown> & { readonly publish: Publish }) => publish(contract, asked, { name: input.name }),
        replies: [reply(contract, given, (data) => z.object({ number: z.int() }).parse(data).number), reply(contract, refused, (data): number => { throw new StepRefused(z.object({ why: z.string() }).parse(data).why); })],
      },
      compensation: async () => {},
    };
    const definition = defineSaga({
      name: 'rent-room',
      input: z.object({ name: z.string() }),
      results: { 'ask-room': z.int() },
      steps: [
        { name: 'note-room', action: { inTransaction: async ({ input }, trx: Transaction<Database>) => { await trx.insertInto('room').values({ name: input.name }).execute(); } }, compensation: { inTransaction: async ({ input }, trx: Transaction<Database>) => { await trx.deleteFrom('room').where('name', '=', input.name).execute(); } } },
        { name: 'ask-room', ...ask },
        ...(step.twice === true ? [{ name: 'ask-another', ...ask }] : []),
      ],
    });
    const config = loadConfig({ ...serviceConfig, ...postgresConfig, ...busConfig }, { LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl(), RABBITMQ_URL: servers.broker });
    const service = createService({ name: 'rent', contract: { name: 'rent', version: '1.0.0', routes: {}, events: {} }, config });
    const db = openStore<Database>(service, { migrations });
    const messages = openMessages(service, db);
    const saga = openSagas(service, db, { messages }).register(definition);
    const channel = await broker.createConfirmChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.assertExchange('events', 'topic', { durable: true });
    await channel.bindQueue(queue, 'events', asked);
    const requests: string[] = [];
    await channel.consume(queue, (message) => { requests.push(String(message?.properties.headers?.['cloudEvents_correlationid'])); }, { noAck: true });
    await service.start();
    closers.push(async () => {
      await service.close();
      for (const type of [given, refused]) for (const end of ['', '.dead', '.retry.1000', '.retry.5000', '.retry.25000']) await channel.deleteQueue(`rent.${type}${end}`);
      await channel.close();
    });
    return {
      db, saga, service, requests, given, refused,
      /** A reply as another service publishes it. */
      answer: async (type: string, data: object, correlation = 'rent-room:r-1:ask-room') => {
        channel.publish('events', type, Buffer.from(JSON.stringify(data)), toProperties(newAttributes('rooms', type, { correlation }), {}));
        await channel.waitForConfirms();
      },
      begin: async () => db.transaction().execute(async (trx) => saga.start(trx, { id: 'r-1', input: { name: 'blue' } })),
      end: async () => saga.ended('r-1', AbortSignal.timeout(10_000)),
      strays: async () => Number(/saga_stray_replies_total\{[^}]*\} (\d+)/.exec(await service.metrics.expose())?.[1] ?? 0),
    };
  };

  it('asks by an event and goes on with its answer; what comes twice changes nothing', async () => {
    const { begin, end, requests, answer, given, refused, strays } = await start();
    await begin();
    await eventually(() => requests.length === 1);
    expect(requests).toEqual(['rent-room:r-1:ask-room']);
    await answer(given, { number: 7 });
    expect(await end()).toMatchObject({ state: 'completed', results: { 'ask-room': 7 } });
    await answer(given, { number: 8 });
    await answer(refused, { why: 'late' });
    await eventually(async () => (await strays()) >= 1);
    expect(await end()).toMatchObject({ state: 'completed', results: { 'ask-room': 7 } });
  });

  it('goes back over its own database when the answer is a refusal', async () => {
    const { begin, end, requests, answer, refused, db } = await start();
    await begin();
    await eventually(() => requests.length === 1);
    expect(await db.selectFrom('room').selectAll().execute()).toEqual([{ name: 'blue' }]);
    await answer(refused, { why: 'taken' });
    expect(await end()).toMatchObject({ state: 'compensated', reason: 'taken', turnedAt: 'ask-room' });
    expect(await db.selectFrom('room').selectAll().execute()).toEqual([]);
  });

  it('asks again with the same key when no answer comes in time, then goes back; an answer after that changes nothing', async () => {
    const { begin, end, requests, answer, given, strays } = await start({ deadlineMs: 100, attempts: 2 });
    await begin();
    expect(await end()).toMatchObject({ state: 'compensated', reason: 'no reply in time' });
    await eventually(() => requests.length === 2);
    expect(new Set(requests).size).toBe(1);
    await answer(given, { number: 7 });
    await eventually(async () => (await strays()) === 1);
    expect(await end()).toMatchObject({ state: 'compensated', results: {} });
  });

  it('takes no answer that comes before its question, or for a saga that is unknown', async () => {
    const { begin, end, requests, answer, given, strays, saga } = await start();
    await answer(given, { number: 1 });
    await answer(given, { number: 1 }, 'rent-room:r-2:ask-room');
    await answer(given, { number: 1 }, 'not a key');
    await eventually(async () => (await strays()) === 3);
    await begin();
    await eventually(() => requests.length === 1);
    expect(await saga.find('r-1')).toMatchObject({ state: 'running', step: 'ask-room' });
    await answer(given, { number: 7 });
    expect(await end()).toMatchObject({ state: 'completed', results: { 'ask-room': 7 } });
  });

  it('takes no answer of an earlier step for the one of the step that waits', async () => {
    const { begin, end, requests, answer, given, strays, saga } = await start({ twice: true });
    await begin();
    await eventually(() => requests.length === 1);
    await answer(given, { number: 7 });
    await eventually(() => requests.length === 2);
    await answer(given, { number: 7 });
    await eventually(async () => (await strays()) === 1);
    expect(await saga.find('r-1')).toMatchObject({ state: 'running', step: 'ask-another' });
    await answer(given, { number: 8 }, 'rent-room:r-1:ask-another');
    expect(await end()).toMatchObject({ state: 'completed', results: { 'ask-room': 7 } });
  });

  it('takes no answer between two attempts: the next one asks again', async () => {
    const { begin, requests, answer, given, strays, saga, db } = await start();
    await begin();
    await eventually(() => requests.length === 1);
    await sagaTablesIn(db).updateTable('saga').set({ waiting: false, due_at: sql`now() + interval '1 hour'` }).execute();
    await answer(given, { number: 7 });
    await eventually(async () => (await strays()) === 1);
    expect(await saga.find('r-1')).toMatchObject({ state: 'running', step: 'ask-room' });
  });

  it('does its own work exactly once when the end of the step cannot be written', async () => {
    const { begin, end, requests, answer, given, db } = await start();
    await db.schema.alterTable('saga_attempt').addCheckConstraint('not_yet', sql`outcome <> 'done'`).execute();
    await begin();
    await eventually(async () => (await sagaTablesIn(db).selectFrom('saga_attempt').select('outcome').execute()).length > 0);
    await db.schema.alterTable('saga_attempt').dropConstraint('not_yet').execute();
    await eventually(() => requests.length === 1);
    await answer(given, { number: 7 });
    expect(await end()).toMatchObject({ state: 'completed' });
    expect(await db.selectFrom('room').selectAll().execute()).toEqual([{ name: 'blue' }]);
  });
});
