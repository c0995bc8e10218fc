import { argument } from '../../model/use.ts';
import { chassis } from '../../model/modules.ts';
import type { EventLibrary } from '../library.ts';
import { consume, publish } from './fact.ts';

const publishes = /(?:\.connectBus\(\)|\.Bus#|(?:\.openMessages\(\)\.outbox|\.Outbox#)\.within\(\))\.publish$/;
const subscribes = /(?:(?:\.connectBus\(\)|\.Bus#|\.openMessages\(\)\.inbox|\.Inbox#)\.subscribe|^\.fromContract)$/;

/** The bus, outbox and inbox of a generated system, and what its projections take by the inbox: a message is acknowledged after the work, tried again a few times, and then set aside. */
export const chassisEvents: EventLibrary = {
  name: 'chassis',
  modules: [chassis],
  match: (use) => {
    const { path } = use.external;
    if (publishes.test(path)) return publish('rabbitmq', argument(use, 1));
    return subscribes.test(path) ? consume('rabbitmq', argument(use, 1), { ack: 'manual', onFailure: 'dead-letter' }) : null;
  },
};
