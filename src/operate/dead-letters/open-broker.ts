import { connect, type ChannelModel } from 'amqplib';
import { unreachable } from '../unreachable.ts';

const timeoutMs = 5_000;

/** A connection for one piece of work. @throws UserError (exit 1) when the broker can not be reached */
export const withBroker = async <Result>(url: string, work: (broker: ChannelModel) => Promise<Result>): Promise<Result> => {
  const broker = await connect(url, { noDelay: true, timeout: timeoutMs, clientProperties: { connection_name: 'ms dlq' } }).catch((error: unknown) => {
    throw unreachable('the broker', url, error, 'Is it running? RABBITMQ_URL says where it is.');
  });
  // The work that is under way rejects with it; without a listener Node would end the process.
  broker.on('error', () => undefined);
  try {
    return await work(broker);
  } finally {
    await broker.close().catch(() => undefined);
  }
};
