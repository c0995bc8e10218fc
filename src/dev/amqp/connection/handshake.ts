import { AmqpError } from '../amqp-error.ts';
import type { Table } from '../codec/table.ts';
import type { Method, MethodArguments } from '../codec/method-codec.ts';
import type { MethodName } from '../codec/methods.ts';
import { offered, sendOnConnection } from './connection.ts';
import type { Connection } from './connection.ts';
import { watchHeartbeat } from './heartbeat.ts';

export const protocolHeader = Buffer.from('AMQP\0\0\x09\x01', 'latin1');

const smallestFrameMax = 4096;

const serverProperties = {
  product: 'create-microservice development broker',
  version: '0.1.0',
  platform: 'Node.js',
  information: 'for development; use RabbitMQ in production',
  capabilities: {
    publisher_confirms: true, exchange_exchange_bindings: true, 'basic.nack': true, consumer_cancel_notify: true, 'connection.blocked': false,
    consumer_priorities: false, authentication_failure_close: true, per_consumer_qos: true, direct_reply_to: true,
  },
} satisfies Table;

export const sendStart = (connection: Connection): void => {
  connection.phase = 'start-ok';
  sendOnConnection(connection, 'connection.start', { versionMajor: 0, versionMinor: 9, serverProperties, mechanisms: 'PLAIN', locales: 'en_US' });
};

/** Any user with any password may come in: the broker listens on loopback and is for development. */
const userOf = ({ mechanism, response }: MethodArguments<'connection.start-ok'>): string => {
  if (mechanism !== 'PLAIN') throw new AmqpError(503, `unknown authentication mechanism '${mechanism}'; PLAIN is the only one`);
  const user = response.split('\0')[1];
  if (user === undefined) throw new AmqpError(403, 'the PLAIN response is not "\\0user\\0password"');
  return user;
};

const hearsCancel = ({ capabilities }: Table): boolean =>
  typeof capabilities === 'object' && capabilities !== null && 'consumer_cancel_notify' in capabilities && capabilities['consumer_cancel_notify'] === true;

/** 0 leaves a limit to the broker. */
const assertTuning = (connection: Connection, { frameMax, channelMax }: MethodArguments<'connection.tune-ok'>): void => {
  if (frameMax !== 0 && frameMax < smallestFrameMax) throw new AmqpError(530, `negotiated frame_max = ${frameMax} is lower than the minimum allowed value (${smallestFrameMax})`);
  if (frameMax > offered.frameMax) throw new AmqpError(530, `negotiated frame_max = ${frameMax} is higher than the maximum allowed value (${offered.frameMax})`);
  if (channelMax > offered.channelMax) throw new AmqpError(530, `negotiated channel_max = ${channelMax} is higher than the maximum allowed value (${offered.channelMax})`);
  connection.frameMax = frameMax === 0 ? offered.frameMax : frameMax;
  connection.channelMax = channelMax === 0 ? offered.channelMax : channelMax;
};

type ConnectionHandlers = { readonly [Name in MethodName]?: (connection: Connection, args: MethodArguments<Name>) => void };

const steps = {
  'connection.start-ok': (connection, args) => {
    connection.user = userOf(args);
    connection.hearsCancel = hearsCancel(args.clientProperties);
    connection.phase = 'tune-ok';
    sendOnConnection(connection, 'connection.tune', offered);
  },
  'connection.tune-ok': (connection, args) => {
    assertTuning(connection, args);
    watchHeartbeat(connection, args.heartbeat);
    connection.phase = 'open';
  },
  'connection.open': (connection, { virtualHost }) => {
    if (virtualHost !== '/') throw new AmqpError(530, `vhost ${virtualHost} not found; the development broker has '/' only`);
    connection.phase = 'running';
    sendOnConnection(connection, 'connection.open-ok', {});
  },
} satisfies ConnectionHandlers;

const whenRunning: ConnectionHandlers = {
  'connection.update-secret': (connection) => { sendOnConnection(connection, 'connection.update-secret-ok', {}); },
};

/** Methods on channel 0 but connection.close and close-ok. Throws 503 for one that is not due. */
export const onConnectionMethod = (connection: Connection, { name, args }: Method): void => {
  const due = connection.phase === 'running' ? whenRunning[name] : name === `connection.${connection.phase}` ? (steps as ConnectionHandlers)[name] : undefined;
  if (due === undefined) throw new AmqpError(503, `${name} is not due on channel 0`);
  // The table of methods gives `args` the shape that the handler of the same name takes.
  (due as (connection: Connection, args: Method['args']) => void)(connection, args);
};
