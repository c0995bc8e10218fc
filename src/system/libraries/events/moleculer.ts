import { argument } from '../../model/use.ts';
import type { EventLibrary } from '../library.ts';
import { methodOf, publish } from './fact.ts';

/** Moleculer: `broker.emit(event)`, `ctx.broadcast(event)`; who listens says so in its schema. */
export const moleculerEvents: EventLibrary = {
  name: 'moleculer',
  modules: ['moleculer'],
  match: (use) => {
    if (!/(?:Context#|ServiceBroker#|broker)\.(?:emit|broadcast)$/.test(use.external.path)) return null;
    return /^(?:emit|broadcast)$/.test(methodOf(use)) ? publish('moleculer', argument(use, 0)) : null;
  },
};
