import { eventLibraries } from '../libraries/events.ts';
import type { EventFact, EventLibrary } from '../libraries/library.ts';
import type { EventSite } from '../model.ts';
import { enclosingCalled, seenFrom } from './callers.ts';
import { readPattern, type Declared } from './nest.ts';
import type { Owner, System } from './system.ts';
import type { Made } from './term.ts';
import { useOf } from './use.ts';

const channelOf = (system: System, { channel }: EventFact, owner: Owner): { readonly name: string | null; readonly given: boolean } => {
  const { text, missing, parameters } = readPattern(system, channel, owner);
  return { name: missing.length > 0 || text === '' ? null : text, given: parameters.length > 0 };
};

const follow = (system: System, library: EventLibrary, way: readonly Made[]): readonly EventSite[] => {
  const [outermost] = way;
  const made = seenFrom(system.reducer, way);
  const use = made === null ? null : useOf(system.reducer, made);
  const found = use === null ? null : library.match(use);
  if (found === null || outermost === undefined) return [];
  const facts = 'direction' in found ? [found] : found;
  const { file } = outermost.frame;
  const sites = facts.flatMap((fact) => system.owners(file.path).map((owner) => ({ fact, owner, channel: channelOf(system, fact, owner) })));
  const key = enclosingCalled(system.callers, outermost.frame);
  const callers = key === null || way.length > 3 || !sites.some(({ channel }) => channel.given) ? [] : (system.callers.get(key) ?? []);
  const lifted = callers.flatMap((caller) => follow(system, library, [caller, ...way]));
  if (lifted.length > 0) return lifted;
  return sites.map(({ fact, owner, channel }) => ({ service: owner.service.name, direction: fact.direction, broker: fact.broker, channel: channel.name, ack: null, onFailure: null, file: file.path, line: outermost.site.line, column: outermost.site.column }));
};

/** Every publish and every consumer. */
export const readEvents = (system: System, declared: readonly Declared[]): readonly EventSite[] => {
  const coded = eventLibraries.flatMap((library) =>
    library.modules.flatMap((module) => system.uses.get(module) ?? []).filter((use) => library.match(use) !== null).flatMap((use) => follow(system, library, [{ site: use.site, frame: use.frame }])));
  const handled = declared.filter(({ event }) => event).map(({ route, pattern, owner }): EventSite => ({
    service: route.service, direction: 'consume', broker: 'nest', channel: pattern === null ? null : readPattern(system, pattern, owner).text, ack: null, onFailure: null, file: route.file, line: route.line, ...(route.column === undefined ? {} : { column: route.column }),
  }));
  return [...coded, ...handled];
};
