import { Client } from 'pg';
import type { Log } from '../discovery/log.ts';

export type Notification = { readonly channel: string; readonly payload: string };

export type Listening = { readonly close: () => Promise<void> };

type ListenOptions = {
  readonly connectionString: string;
  readonly channels: readonly string[];
  readonly name: string;
  readonly log: Log;
  /** Also once after each new connection, without a notification: what was notified meanwhile is not told again. */
  readonly onNotify: (notification?: Notification) => void;
};

const retryMs = 1_000;

const subscribe = async (client: Client, { channels, onNotify }: ListenOptions): Promise<void> => {
  await client.connect();
  for (const channel of channels) await client.query(`listen ${client.escapeIdentifier(channel)}`);
  onNotify();
};

/** A connection that is broken already has nothing to say at its end. */
const close = async (client: Client): Promise<void> => client.end().catch(() => {});

/** Listens on a connection of its own, and again on a new one whenever it is lost. Resolves without waiting for the first. */
export const listen = (options: ListenOptions): Listening => {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const again = (error?: Error): void => {
    if (closed || timer !== undefined) return;
    options.log.warn({ err: error }, 'no notifications from the database; connecting again');
    timer = setTimeout(() => {
      timer = undefined;
      open();
    }, retryMs);
  };
  const open = (): void => {
    const own = new Client({ connectionString: options.connectionString, application_name: `${options.name} listens`, keepAlive: true, connectionTimeoutMillis: 5_000 });
    client = own;
    own.on('notification', ({ channel, payload = '' }) => { options.onNotify({ channel, payload }); });
    // What breaks also ends.
    own.on('error', (error) => { options.log.debug({ err: error }, 'connection of notifications broke'); });
    own.on('end', () => { again(); });
    subscribe(own, options).catch(async (error: Error) => {
      again(error);
      await close(own);
    });
  };
  open();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      if (client !== undefined) await close(client);
    },
  };
};
