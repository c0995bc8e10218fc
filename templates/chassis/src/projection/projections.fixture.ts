import { randomUUID } from 'node:crypto';
import { connect, type ChannelModel } from 'amqplib';
import type { Generated, Kysely } from 'kysely';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { aggregateTables } from '../aggregate/aggregate-tables.ts';
import { account } from '../aggregate/aggregates.fixture.ts';
import { openAggregates } from '../aggregate/open-aggregates.ts';
import { connectBus } from '../bus/bus.ts';
import { loadConfig } from '../config/load-config.ts';
import { busConfig, postgresConfig, serviceConfig } from '../config/shapes.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { messageTables } from '../messages/message-tables.ts';
import { openMessages } from '../messages/open-messages.ts';
import { createService } from '../service/create-service.ts';
import { openStore } from '../store/store.ts';
import { useDatabase } from '../store/throwaway-database.fixture.ts';
import { defineProjection, fromAggregate, fromContract, type Apply, type ProjectionDefinition } from './define-projection.ts';
import { openProjections } from './open-projections.ts';
import { projectionTables } from './projection-tables.ts';

export type Tables = { line: { readonly position: Generated<number>; readonly id: string; readonly text: string } };

const migrations = { '1-messages': messageTables, '2-aggregates': aggregateTables, '3-projections': projectionTables };

export const create = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.createTable('line').addColumn('position', 'serial', (column) => column.primaryKey()).addColumn('id', 'text', (column) => column.notNull()).addColumn('text', 'text', (column) => column.notNull()).execute();
  await db.schema.createIndex('line_id').on('line').column('id').execute();
};

/** What a rates service tells; a type of its own for each test, as the broker is shared with others. */
const newRates = () => {
  const type = `rate-${randomUUID()}.changed.v1` as const;
  return { type, contract: { name: 'rates', version: '1.0.0', routes: {}, events: { [type]: { data: z.object({ rate: z.number() }) } } } satisfies ServiceContract };
};

/** A model with a line for each event, in the order in which they were applied. */
export const statement = (version: number, { type, contract }: ReturnType<typeof newRates>, note = (text: string): string => text): ProjectionDefinition<Tables> => {
  const write = (words: string): Apply<{ readonly amount: number }, Tables> => async ({ key, data: { amount } }, rows) => { await rows.insertInto('line').values({ id: key, text: note(`${words} ${amount}`) }).execute(); };
  return defineProjection<Tables>({
    name: 'account-statement',
    version,
    create,
    on: [
      fromAggregate(account(), 'deposited', write('in')),
      fromAggregate(account(), 'withdrawn', write('out')),
      fromContract(contract, type, async ({ key, data: { rate } }, rows) => { await rows.insertInto('line').values({ id: key, text: note(`rate ${rate}`) }).execute(); }),
    ],
  });
};

/** Instances of a bank with read models, on a fresh real database and a real broker. To be called in a suite. */
export const useProjections = (servers: { readonly postgres: string; readonly broker: string }) => {
  let admin: ChannelModel;
  beforeAll(async () => { admin = await connect(servers.broker); });
  const { closers, databaseUrl } = useDatabase(servers.postgres);
  afterAll(async () => { await admin.close(); });
  const configured = () => loadConfig({ ...serviceConfig, ...postgresConfig, ...busConfig }, { LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl(), RABBITMQ_URL: servers.broker, SHUTDOWN_GRACE_MS: '1000' });

  const start = async (definition?: ProjectionDefinition<Tables>) => {
    const service = createService({ name: 'bank', contract: { name: 'bank', version: '1.0.0', routes: {}, events: {} }, config: configured() });
    const db = openStore<unknown>(service, { migrations });
    const { inbox } = openMessages(service, db);
    const accounts = openAggregates(service, db).register(account());
    const projections = openProjections(service, db, { inbox });
    const rows = definition && projections.register(definition).rows;
    await service.start();
    closers.push(service.close);
    const lines = async (): Promise<readonly string[]> => ((await rows?.selectFrom('line').select(['id', 'text']).orderBy('position').execute()) ?? []).map(({ id, text }) => `${id} ${text}`);
    const schemas = async (): Promise<readonly string[]> => (await sql<{ name: string }>`select nspname as name from pg_namespace where nspname like 'account%' order by 1`.execute(db)).rows.map(({ name }) => name);
    return { service, db, accounts, lines, schemas };
  };
  /** Tells of rates; its queue is gone after the test. */
  const rates = async () => {
    const told = newRates();
    const service = createService({ name: 'rates', contract: told.contract, config: configured() });
    const bus = connectBus(service);
    await service.start();
    closers.push(async () => {
      await service.close();
      const channel = await admin.createChannel();
      for (const suffix of ['', '.dead', '.retry.1000', '.retry.5000', '.retry.25000']) await channel.deleteQueue(`bank.${told.type}${suffix}`);
      await channel.close();
    });
    return { ...told, tell: (rate: number, given: { readonly id?: string; readonly key?: string } = {}) => bus.publish(told.contract, told.type, { rate }, given) };
  };
  return { start, rates };
};
