import type { EventFact } from '../libraries/library.ts';
import type { EventSite, Evidence } from '../model.ts';
import { workOf } from './consumers.ts';
import { findEvents, type FoundEvent } from './event-sites.ts';
import { serviceSchemas } from './moleculer-schemas.ts';
import type { Declared } from './nest.ts';
import { interceptorsOf, nestBroker, nestChannel, readListening } from './nest-events.ts';
import { entryFor } from './records.ts';
import { settlementOf, type Settlement } from './settling.ts';
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
    const settled = settlement(system, fact, work);
    const named = channel === null || fact.direction === 'publish' ? null : entryFor(system.reducer, at, channel);
    const place = named !== null && named.frame.file === at.frame.file ? { line: named.line } : { line: at.site.line, column: at.site.column };
    return {
      work,
      event: { service: owner.service.name, direction: fact.direction, broker: fact.broker, channel, ...settled, settledBy: [...behind(found), ...settled.settledBy], file: at.frame.file.path, ...place },
    };
  });

/** What the library says, or, where each message is settled by hand, what the work does. */
const settlement = (system: System, { ack = null, onFailure = null, settled }: Pick<EventFact, 'ack' | 'onFailure' | 'settled'>, work: readonly Frame[]): Settlement =>
  (settled === undefined ? { ack, onFailure, settledBy: [] } : settlementOf(system, work, settled));

/** The call of the library, where a wrapper stands between it and the place that names the channel. */
const behind = ({ at, use, fact }: FoundEvent): readonly Evidence[] =>
  (fact.direction === 'publish' || at.site === use.site ? [] : [{ file: use.frame.file.path, line: use.site.line, column: use.site.column, note: 'the consumer is registered here' }]);

/** `@EventPattern(…)`, and `@MessagePattern(…)` where somebody emits what it follows: nobody waits for an answer then. */
const declaredByNest = (system: System, declared: readonly Declared[], published: readonly EventSite[]): readonly Messaging[] => {
  const listening = readListening(system);
  return declared.flatMap((one) => {
    const { broker: usual = 'nest', ...rest } = listening.get(one.owner) ?? {};
    const broker = nestBroker(system, one) ?? usual;
    const { service, file, line, column } = one.route;
    const channel = nestChannel(system, one);
    const isEmitted = one.event || published.some((site) => site.direction === 'publish' && site.broker === broker && site.channel !== null && site.channel === channel && site.service !== service);
    return !isEmitted ? [] : [{ work: [one.runs], event: { service, direction: 'consume', broker, channel, ...settlement(system, rest, [one.runs, ...interceptorsOf(system, one)]), file, line, ...(column === undefined ? {} : { column }) } }];
  });
};

/** `events` of Moleculer's service schemas. */
const declaredByMoleculer = (system: System): readonly Messaging[] =>
  serviceSchemas(system).flatMap(({ owner, members }) => members.filter(({ part }) => part === 'events').map(({ key, runs, file, line }) => ({
    work: runs, event: { service: owner.service.name, direction: 'consume', broker: 'moleculer', channel: key, ack: null, onFailure: null, settledBy: [], file, line },
  })));

/** Every publish and every consumer. */
export const readMessaging = (system: System, declared: readonly Declared[]): readonly Messaging[] => {
  const written = coded(system);
  return [...written, ...declaredByNest(system, declared, written.map(({ event }) => event)), ...declaredByMoleculer(system)];
};
