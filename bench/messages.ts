import { interleave, print, type Contestant } from './measure.ts';
import { bareBroker, busOnTheChassis, envelope } from './contestants/broker.ts';
import { outboxToInbox } from './contestants/outbox.ts';
import { realServer } from './servers.ts';

interface Opened {
  readonly round: () => Promise<number>;
  readonly close: () => Promise<void>;
}

const measure = async (title: string, opened: Readonly<Record<string, Opened>>): Promise<void> => {
  try {
    print(title, 'events/s', await interleave(Object.entries(opened).map(([name, { round }]): Contestant => ({ name, round }))));
  } finally {
    for (const { close } of Object.values(opened)) await close();
  }
};

/** Events through the broker, on the chassis against amqplib alone, and from a transaction of one database to one of another. */
export const messages = async (): Promise<void> => {
  const [broker, database] = [realServer('RABBITMQ_URL'), realServer('POSTGRES_URL')];
  // With few in hand the way to the broker and back is what is measured, with many the work.
  for (const prefetch of [20, 100]) {
    await measure(`publish, confirm, consume, acknowledge; 100 under way, prefetch ${prefetch}`, {
      'amqplib, the same message': await bareBroker(broker, prefetch, envelope),
      'bus of the chassis': await busOnTheChassis(broker, prefetch),
      'amqplib, no headers': await bareBroker(broker, prefetch),
    });
  }
  await measure('from commit to commit: outbox, broker, inbox', { 'outbox to inbox': await outboxToInbox(broker, database) });
};
