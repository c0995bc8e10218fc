import { describe } from 'vitest';
import { describeConfirming } from './broker/confirming.ts';
import { describeConsuming } from './broker/consuming.ts';
import { describeDeadLetters } from './broker/dead-letters.ts';
import { describeDeclaring } from './broker/declaring.ts';
import { describeExpiring } from './broker/expiring.ts';
import { describeProtocol } from './broker/protocol.ts';
import { describeRouting } from './broker/routing.ts';
import type { BrokerUrl } from './broker/session.ts';

/** What a service can see of a broker. It runs against ours and against RabbitMQ, and asks both for the same answers. */
export const describeBroker = (title: string, url: BrokerUrl): void => {
  describe(title, () => {
    describeDeclaring(url);
    describeRouting(url);
    describeConsuming(url);
    describeDeadLetters(url);
    describeExpiring(url);
    describeConfirming(url);
    describeProtocol(url);
  });
};
