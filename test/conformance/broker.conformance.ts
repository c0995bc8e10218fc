import { describe } from 'vitest';
import { describeConsuming } from './broker/consuming.ts';
import { describeDeclaring } from './broker/declaring.ts';
import { describeRouting } from './broker/routing.ts';
import type { BrokerUrl } from './broker/session.ts';

/** What a service can see of a broker. It runs against ours and against RabbitMQ, and asks both for the same answers. */
export const describeBroker = (title: string, url: BrokerUrl): void => {
  describe(title, () => {
    describeDeclaring(url);
    describeRouting(url);
    describeConsuming(url);
  });
};
