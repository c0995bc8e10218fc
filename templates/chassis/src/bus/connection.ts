import type { Writable } from 'node:stream';
import { connect, type ChannelModel, type ConfirmChannel, type RecoveringChannelModel } from 'amqplib';
import type { Log } from '../discovery/log.ts';
import { gatherWrites } from './gather-writes.ts';
import { assertExchange } from './topology.ts';

/** One connection to the broker, from its opening to its loss. */
export type Session = {
  readonly model: ChannelModel;
  /** For publishing, also of retries and dead letters. */
  readonly publishing: ConfirmChannel;
  /** Gives the connection up, so that recovery builds everything anew: one way of repair for whatever broke. */
  readonly abandon: (why: Error) => void;
};

export type ConnectionOptions = {
  readonly url: string;
  /** Shown in the broker's list of connections. */
  readonly name: string;
  readonly log: Log;
  /** Sets up consumers on each new connection, before it counts as up. */
  readonly setup: (session: Session) => Promise<void>;
  readonly onState: (connected: boolean) => void;
};

export type BusConnection = {
  /** Undefined while the broker is away. */
  readonly session: () => Session | undefined;
  /** Why there is no session. */
  readonly reason: () => string;
  /** Resolves when connected for the first time. */
  readonly connected: Promise<unknown>;
  readonly close: () => Promise<void>;
};

/** Connects, and connects again whenever the connection is lost, until closed. */
export const openConnection = async (options: ConnectionOptions): Promise<BusConnection> => {
  const { log, onState } = options;
  let current: Session | undefined;
  let reason = 'not connected yet';
  const setup = async (model: ChannelModel): Promise<void> => {
    current = await openSession(model, log);
    await options.setup(current);
  };
  const lost = (error: Error): void => {
    current = undefined;
    reason = error.message;
    log.warn({ err: error }, 'no connection to the broker; trying again');
    onState(false);
  };
  const connection = await startRecovery(options, setup);
  connection.on('connect', () => { log.info('connected to the broker'); onState(true); });
  connection.on('disconnect', lost);
  connection.on('connect-failed', lost);
  // A lost connection reports an error first; without a listener Node would end the process.
  connection.on('error', (error) => { log.debug({ err: error }, 'connection error'); });
  const connected = connection.waitForConnect();
  connected.catch(() => {});
  return { session: () => current, reason: () => reason, connected, close: () => connection.close() };
};

const startRecovery = ({ url, name }: ConnectionOptions, setup: (model: ChannelModel) => Promise<void>): Promise<RecoveringChannelModel> => {
  const recovery = { initialDelay: 100, maxDelay: 5_000, jitter: 0.5, waitForConnect: false, setup };
  // Without noDelay an acknowledgement waits for the kernel to fill a packet: about 45 ms a message where they come one by one.
  return connect(withHeartbeat(url), { noDelay: true, timeout: 5_000, clientProperties: { connection_name: name }, recovery });
};

const openSession = async (model: ChannelModel, log: Log): Promise<Session> => {
  // The same while the setup runs: recovery listens only when it is done.
  model.on('error', (error) => { log.debug({ err: error }, 'connection error'); });
  const abandon = (why: Error): void => {
    log.warn({ err: why }, 'giving up the connection to the broker');
    model.close().catch(() => {});
  };
  // Its types leave the socket out.
  gatherWrites((model.connection as unknown as { readonly stream: Writable }).stream);
  const publishing = await model.createConfirmChannel();
  publishing.on('error', abandon);
  await assertExchange(publishing);
  return { model, publishing, abandon };
};

/** amqplib takes the server's heartbeat of a minute; a connection through a dead link should be noticed sooner. */
const withHeartbeat = (text: string): string => {
  const url = new URL(text);
  if (!url.searchParams.has('heartbeat')) url.searchParams.set('heartbeat', '10');
  return url.href;
};
