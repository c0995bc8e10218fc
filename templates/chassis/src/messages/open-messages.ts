import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { openTransport, type BusHost } from '../bus/transport.ts';
import type { PostgresConfig } from '../config/config.ts';
import { every } from '../store/upkeep.ts';
import { createInbox, forgetEvents, type Inbox } from './inbox.ts';
import { listen } from './listen.ts';
import { messageTablesIn, type MessageTables } from './message-tables.ts';
import { createOutbox, outboxChannel, type Outbox } from './outbox.ts';
import { createRelay } from './relay-loop.ts';

export type Messages<Database> = {
  readonly outbox: Outbox<Database>;
  readonly inbox: Inbox<Database>;
};

export type MessagesHost = BusHost & { readonly config: PostgresConfig };

/** Days for which the inbox knows an event: longer than any broker, backup or person brings one again. */
const knownForDays = 14;
const forgetEveryMs = 60 * 60 * 1_000;
const measureEveryMs = 5_000;

/** Events that are neither lost nor done twice, by way of the service's own database; `messageTables` must be among its migrations. */
export const openMessages = <Database>(service: MessagesHost, db: Kysely<Database>): Messages<Database> => {
  const tables = messageTablesIn(db);
  const transport = openTransport(service);
  const relay = createRelay(service, { db: tables, transport });
  service.onStart(() => {
    relay.start();
    const listening = listen({ connectionString: service.config.DATABASE_URL, channels: [outboxChannel], name: service.name, log: service.log, onNotify: () => { relay.wake(); } });
    const timers = [every(measureEveryMs, service.log, measureOutbox(service, tables)), every(forgetEveryMs, service.log, () => forgetEvents(tables, knownForDays))];
    // After the last request, before the broker.
    service.onClose('clients', async () => {
      for (const timer of timers) clearInterval(timer);
      await listening.close();
      await relay.stop();
    });
  });
  return { outbox: createOutbox(service, relay), inbox: createInbox({ service, db, transport }) };
};

const measureOutbox = ({ metrics }: MessagesHost, db: Kysely<MessageTables>): (() => Promise<void>) => {
  const waiting = metrics.gauge({ name: 'outbox_waiting_events', help: 'Events that the broker has not confirmed yet' });
  const age = metrics.gauge({ name: 'outbox_oldest_event_seconds', help: 'Age of the oldest one of them' });
  return async () => {
    const row = await db
      .selectFrom('outbox')
      .select(({ fn }) => [fn.countAll<string>().as('count'), sql<number | null>`extract(epoch from now() - min(created_at))::float8`.as('oldest')])
      .executeTakeFirstOrThrow();
    waiting.set(Number(row.count));
    age.set(row.oldest ?? 0);
  };
};
