import type { EventFact } from '../libraries/library.ts';
import type { EventSite } from '../model.ts';
import { workOf } from './consumers.ts';
import { findEvents } from './event-sites.ts';
import { serviceSchemas } from './moleculer-schemas.ts';
import type { Declared } from './nest.ts';
import { nestChannel, readListening } from './nest-events.ts';
import type { System } from './system.ts';
import type { Frame } from './term.ts';

/** A publish or a consumer, and the functions that run for each message. */
export interface Messaging {
  readonly event: EventSite;
  readonly work: readonly Frame[];
}

const coded = (system: System): readonly Messaging[] =>
  findEvents(system).map((found) => {
    const { fact, owner, channel, at } = found;
    const work = workOf(system, found);
    return {
      work,
      event: { service: owner.service.name, direction: fact.direction, broker: fact.broker, channel, ...settlement(fact), file: at.frame.file.path, line: at.site.line, column: at.site.column },
    };
  });

const settlement = ({ ack = null, onFailure = null }: Pick<EventFact, 'ack' | 'onFailure'>): Pick<EventSite, 'ack' | 'onFailure'> => ({ ack, onFailure });

/** `@EventPattern(…)`. */
const declaredByNest = (system: System, declared: readonly Declared[]): readonly Messaging[] => {
  const listening = readListening(system);
  return declared.filter(({ event }) => event).map((one) => {
    const { broker = 'nest', ...rest } = listening.get(one.owner) ?? {};
    const { service, file, line, column } = one.route;
    return { work: [one.runs], event: { service, direction: 'consume', broker, channel: nestChannel(system, one), ...settlement(rest), file, line, ...(column === undefined ? {} : { column }) } };
  });
};

/** `events` of Moleculer's service schemas. */
const declaredByMoleculer = (system: System): readonly Messaging[] =>
  serviceSchemas(system).flatMap(({ owner, members }) => members.filter(({ part }) => part === 'events').map(({ key, runs, file, line }) => ({
    work: runs, event: { service: owner.service.name, direction: 'consume', broker: 'moleculer', channel: key, ack: null, onFailure: null, file, line },
  })));

/** Every publish and every consumer. */
export const readMessaging = (system: System, declared: readonly Declared[]): readonly Messaging[] => [...coded(system), ...declaredByNest(system, declared), ...declaredByMoleculer(system)];
