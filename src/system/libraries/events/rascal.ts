import { argument } from '../../model/use.ts';
import type { EventLibrary } from '../library.ts';
import { consume, methodOf, publish } from './fact.ts';

/** rascal: publications and subscriptions of its configuration, by name. */
export const rascalEvents: EventLibrary = {
  name: 'rascal',
  modules: ['rascal'],
  match: (use) => {
    if (!/Broker/.test(use.external.path)) return null;
    const name = methodOf(use);
    if (name === 'publish') return publish('rabbitmq', argument(use, 0));
    return name === 'subscribe' ? consume('rabbitmq', argument(use, 0), { worksIn: /^on$/ }) : null;
  },
};
