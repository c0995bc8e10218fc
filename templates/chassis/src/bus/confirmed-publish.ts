import type { Options } from 'amqplib';
import { BrokerUnavailable } from './broker-unavailable.ts';
import type { Session } from './connection.ts';

export type OutgoingMessage = {
  readonly exchange: string;
  readonly routingKey: string;
  readonly content: Buffer;
  readonly properties: Options.Publish;
};

/** A broker that is short of memory or disk goes on reading nothing, without closing anything. */
const CONFIRM_TIMEOUT_MS = 5_000;

/** Resolves when the broker has the message safely, else rejects with `BrokerUnavailable`. */
export const publishConfirmed = ({ publishing }: Session, { exchange, routingKey, content, properties }: OutgoingMessage): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (cause?: unknown): void => { reject(new BrokerUnavailable('the broker has not confirmed it', cause)); };
    const timer = setTimeout(fail, CONFIRM_TIMEOUT_MS);
    try {
      publishing.publish(exchange, routingKey, content, properties, (error: unknown) => {
        clearTimeout(timer);
        if (error === null) resolve();
        else fail(error);
      });
    } catch (error) {
      clearTimeout(timer);
      fail(error);
    }
  });
