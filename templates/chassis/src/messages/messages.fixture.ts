import { randomUUID } from 'node:crypto';
import { connect, type ChannelModel } from 'amqplib';
import type { Generated } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { z } from 'zod';
import { loadConfig } from '../config/load-config.ts';
import { busConfig, postgresConfig, serviceConfig } from '../config/shapes.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { createService } from '../service/create-service.ts';
import { openStore } from '../store/store.ts';
import { useDatabase } from '../store/throwaway-database.fixture.ts';
import { messageTables } from './message-tables.ts';
import { openMessages, type Messages } from './open-messages.ts';

export type Database = { sale: { readonly id: Generated<number>; readonly sku: string } };

/** An event type of its own for each test: the broker is shared with others. */
export const newSales = () => {
  const type = `sale-${randomUUID()}.made.v1` as const;
  return { type, contract: { name: 'shop', version: '1.0.0', routes: {}, events: { [type]: { data: z.object({ sku: z.string() }) } } } satisfies ServiceContract };
};

const migrations = {
  '1-sale': { up: async (db: Parameters<typeof messageTables.up>[0]) => { await db.schema.createTable('sale').addColumn('id', 'serial', (column) => column.primaryKey()).addColumn('sku', 'text').execute(); } },
  '2-messages': messageTables,
};

/** Services with a fresh real database and a real broker. To be called in a suite. */
export const useMessages = (servers: { readonly postgres: string; readonly broker: string }) => {
  let admin: ChannelModel;
  beforeAll(async () => { admin = await connect(servers.broker); });
  const { closers, databaseUrl } = useDatabase(servers.postgres);
  afterAll(async () => { await admin.close(); });

  /** An instance of a service; several share the database of the test. */
  const start = async (options: { readonly name?: string; readonly broker?: string; readonly setup?: (messages: Messages<Database>) => Promise<void> } = {}) => {
    const config = loadConfig({ ...serviceConfig, ...postgresConfig, ...busConfig }, { LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl(), RABBITMQ_URL: options.broker ?? servers.broker, SHUTDOWN_GRACE_MS: '1000' });
    const name = options.name ?? 'shop';
    const service = createService({ name, contract: { name, version: '1.0.0', routes: {}, events: {} }, config });
    const db = openStore<Database>(service, { migrations });
    const messages = openMessages(service, db);
    await options.setup?.(messages);
    await service.start();
    closers.push(service.close);
    return { service, db, ...messages };
  };
  /** Queues that are to be gone after the test. */
  const dropAfter = (name: string, type: string, delays: readonly number[] = [1_000, 5_000, 25_000]): void => {
    const main = `${name}.${type}`;
    closers.push(async () => {
      const channel = await admin.createChannel();
      for (const queue of [main, `${main}.dead`, ...delays.map((delay) => `${main}.retry.${delay}`)]) await channel.deleteQueue(queue);
      await channel.close();
    });
  };
  return { start, dropAfter, closers, admin: () => admin, databaseUrl };
};
