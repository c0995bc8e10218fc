import { argument } from '../../model/use.ts';
import type { EventLibrary } from '../library.ts';
import { consume, methodOf, publish } from './fact.ts';

/** Dapr: a topic of a component, `client.pubsub.publish(component, topic)`. */
export const daprEvents: EventLibrary = {
  name: 'dapr',
  modules: ['@dapr/dapr'],
  match: (use) => {
    if (!/\.pubsub\.\w+$/.test(use.external.path)) return null;
    const name = methodOf(use);
    if (/^publish(?:Bulk)?$/.test(name)) return publish('dapr', argument(use, 1));
    return name.startsWith('subscribe') ? consume('dapr', argument(use, 1)) : null;
  },
};
