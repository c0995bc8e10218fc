import { connect, type ChannelModel } from 'amqplib';
import { ExitCode, UserError } from '../../shared/errors.ts';

const timeoutMs = 5_000;

const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
};

const shown = (text: string): string => {
  const url = new URL(text);
  url.password = '';
  return url.href;
};

/** A connection for one piece of work. @throws UserError (exit 1) when the broker can not be reached */
export const withBroker = async <Result>(url: string, work: (broker: ChannelModel) => Promise<Result>): Promise<Result> => {
  const broker = await connect(url, { noDelay: true, timeout: timeoutMs, clientProperties: { connection_name: 'ms dlq' } }).catch((error: unknown) => {
    throw new UserError(ExitCode.failed, `the broker at ${shown(url)} can not be reached: ${reasonOf(error)}`, 'Is it running? RABBITMQ_URL says where it is.');
  });
  // The work that is under way rejects with it; without a listener Node would end the process.
  broker.on('error', () => undefined);
  try {
    return await work(broker);
  } finally {
    await broker.close().catch(() => undefined);
  }
};
