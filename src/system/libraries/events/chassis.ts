import { argument } from '../../model/use.ts';
import { chassis } from '../../model/modules.ts';
import type { EventLibrary } from '../library.ts';
import { consume, publish } from './fact.ts';

/** The bus of a generated system: a message is acknowledged after the work, tried again a few times, and then set aside. */
export const chassisEvents: EventLibrary = {
  name: 'chassis',
  modules: [chassis],
  match: (use) => {
    const [, name] = /(?:\.connectBus\(\)|\.Bus#)\.(publish|subscribe)$/.exec(use.external.path) ?? [];
    if (name === undefined) return null;
    return name === 'publish' ? publish('rabbitmq', argument(use, 1)) : consume('rabbitmq', argument(use, 1), { ack: 'manual', onFailure: 'dead-letter' });
  },
};
