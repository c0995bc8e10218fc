import { argument, itemsOf } from '../../model/use.ts';
import type { EventLibrary } from '../library.ts';
import { consume, methodOf, publish } from './fact.ts';

/** mqtt: `client.publish(topic)`, `client.subscribe(topic)`; `+` and `#` are wildcards. */
export const mqttEvents: EventLibrary = {
  name: 'mqtt',
  modules: ['mqtt', 'async-mqtt'],
  match: (use) => {
    const name = methodOf(use).replace(/Async$/, '');
    if (name === 'publish') return publish('mqtt', argument(use, 0));
    if (name !== 'subscribe') return null;
    const topics = argument(use, 0);
    return (topics.kind === 'array' ? itemsOf(use.reducer, topics) : [topics]).map((one) => consume('mqtt', one, { worksIn: /^on$/ }));
  },
};
