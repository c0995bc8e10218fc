import { eventLibraries } from '../libraries/events.ts';
import type { EventFact, EventLibrary } from '../libraries/library.ts';
import { enclosingCalled, seenFrom } from './callers.ts';
import { handedUses } from './handed-calls.ts';
import { readLedTo } from './led-to.ts';
import { alternatives } from './lists.ts';
import { metadataCalls } from './metadata.ts';
import { readPattern } from './nest.ts';
import { serviceAt } from './ownership.ts';
import { bySaid, saysItself } from './said.ts';
import { selfStarted } from './self-started.ts';
import { subclasses } from './subclasses.ts';
import type { Owner, System } from './system.ts';
import { functionKey, type Made, type Term } from './term.ts';
import { useOf, type Use } from './use.ts';

const farthest = 7;
const nearest = 2;

/** A publish or a consumer, seen from where its channel is named. */
export interface FoundEvent {
  readonly fact: EventFact;
  readonly owner: Owner;
  readonly channel: string | null;
  /** Where it stands: the call that names the channel. */
  readonly at: Made;
  /** The call of the library, with everything on the way to it bound. */
  readonly use: Use;
}

interface Attempt {
  readonly library: EventLibrary;
  /** From the outermost caller to the call of the library. */
  readonly way: readonly Made[];
  readonly at: Made;
}

interface Seen extends FoundEvent {
  /** Functions whose callers would tell what is missing of the channel. */
  readonly askedOf: readonly string[];
}

/** A list in one setting, `KAFKA_TOPICS=made,paid`: no topic of Kafka has a comma in its name. */
const channelsIn = ({ broker, direction }: EventFact, text: string): readonly string[] =>
  (broker === 'kafka' && direction === 'consume' && text.includes(',') ? text.split(',').map((part) => part.trim()).filter((part) => part !== '') : [text]);

const seenAt = (system: System, { library, way, at }: Attempt): readonly Seen[] => {
  const made = seenFrom(system.reducer, way);
  const use = made === null ? null : useOf(system.reducer, made);
  const found = use === null ? null : library.match(use);
  if (use === null || found === null) return [];
  const facts = ('direction' in found ? [found] : found).flatMap((fact) => alternatives(fact.channel).map((channel) => ({ ...fact, channel })));
  return facts.flatMap((fact) => system.owners(at.frame.file.path).flatMap((owner) => {
    const { text, missing, parameters } = readPattern(system, fact.channel, owner);
    const channels = missing.length > 0 || text === '' ? [null] : channelsIn(fact, text);
    return channels.map((channel) => ({ fact, owner, at, use, channel, askedOf: parameters.map(({ of }) => of) }));
  }));
};

type Instance = Extract<Term, { kind: 'instance' }>;

const asMemberOf = ({ way, ...rest }: Attempt, self: Instance, at: Made): Attempt => {
  const [outermost, ...inner] = way;
  return { ...rest, at, way: outermost === undefined ? way : [{ site: outermost.site, frame: { ...outermost.frame, self } }, ...inner] };
};

/** Whoever makes the object, where its constructor is told the channel. */
const makers = (system: System, attempt: Attempt, asked: readonly string[]): readonly Attempt[] => {
  const [outermost] = attempt.way;
  const id = outermost?.frame.file.functions[outermost.site.inside]?.class;
  if (outermost === undefined || id == null || outermost.frame.self !== null) return [];
  const { file } = outermost.frame;
  const constructor = file.classes[id]?.methods.get('constructor');
  const key = constructor === undefined ? null : functionKey(file, constructor);
  if (key === null || !asked.includes(key)) return [];
  return (system.callers.get(key) ?? []).map((made) => asMemberOf(attempt, { kind: 'instance', file, id, made }, made));
};

/** Classes that extend the one around the call, where each says its channel in a property: `subject = 'order.made'`. */
const heirs = (system: System, attempt: Attempt): readonly Attempt[] => {
  const [outermost] = attempt.way;
  const id = outermost?.frame.file.functions[outermost.site.inside]?.class;
  if (outermost === undefined || id == null || outermost.frame.self !== null) return [];
  return subclasses(system, { file: outermost.frame.file, id }).map(({ file, id: heir }) => {
    const line = file.classes[heir]?.line ?? 1;
    const at: Made = { site: { ...outermost.site, line, column: 1 }, frame: { ...outermost.frame, file, inside: 0 } };
    return asMemberOf(attempt, { kind: 'instance', file, id: heir, made: null }, at);
  });
};

/** Whoever keeps as metadata what a decorator of the team's own says: `@Subscribe({ topic })`. */
const tagged = (system: System, { way, ...rest }: Attempt, asked: readonly string[]): readonly Attempt[] =>
  [...new Set(asked)].flatMap((key) => metadataCalls(system, key)).map((made) => ({ ...rest, way: [made, ...way], at: made }));

const classAround = ({ site, frame: { file } }: Made): number | null => {
  const index = file.calls.indexOf(site);
  return file.functions.find(({ decorators }) => decorators.includes(index))?.class ?? null;
};

/** What a base class does for its heirs, it does not do for a class with the same decorators that is none. */
const isOfHeir = (system: System, { frame: { file }, site }: Made, at: Made): boolean => {
  const [base, id] = [file.functions[site.inside]?.class, classAround(at)];
  if (base == null || id === null) return true;
  const below = subclasses(system, { file, id: base });
  return below.length === 0 || below.some((one) => one.file === at.frame.file && one.id === id);
};

/** The place is in no service's own folder. */
const isInLibrary = (system: System, { frame }: Made): boolean => serviceAt(system.deployed.map(({ service }) => service), frame.file.path) === null;

const isKnown = ({ channel }: Seen): boolean => channel !== null;

/** The events that one call of a library comes to: itself, or, where others name the channel, one for each of them. */
const follow = (system: System, attempt: Attempt): readonly Seen[] => {
  const own = seenAt(system, attempt);
  const [outermost] = attempt.way;
  const asked = own.filter((seen) => !isKnown(seen)).flatMap(({ askedOf }) => askedOf);
  const inClass = outermost?.frame.file.functions[outermost.site.inside]?.class != null;
  // Where no caller is known to be asked, the next one may still tell.
  const most = asked.length > 0 || inClass ? farthest : nearest;
  if (outermost === undefined || own.every(isKnown) || attempt.way.length > most) return own;
  const key = enclosingCalled(system.callers, outermost.frame);
  // A function that calls itself tells itself nothing new.
  const callers = (key === null ? [] : (system.callers.get(key) ?? [])).filter(({ frame }) => enclosingCalled(system.callers, frame) !== key).map((by): Attempt => ({ ...attempt, way: [by, ...attempt.way], at: by }));
  for (const others of [tagged(system, attempt, asked), makers(system, attempt, asked), callers, heirs(system, attempt)]) {
    const lifted = others.flatMap((other) => follow(system, other)).filter(({ at }) => isOfHeir(system, outermost, at));
    if (lifted.some(isKnown)) return lifted.filter((seen) => isKnown(seen) || !isInLibrary(system, seen.at));
  }
  if (!isInLibrary(system, attempt.at)) return own;
  // A library of the team that nobody tells what to publish publishes nothing, and nothing for services that do not ask it to.
  const asking = askingServices(system, outermost);
  return own.filter((seen) => isKnown(seen) || (callers.length === 0 ? seen.askedOf.length === 0 : asking.has(seen.owner.service.name)));
};

/** Services in whose own folders somebody stands who leads to a call. */
const askingServices = (system: System, { site, frame }: Made): ReadonlySet<string> => {
  const services = system.deployed.map(({ service }) => service);
  const found = new Set<string>();
  const seen = new Set<string>();
  const waiting = [{ file: frame.file, inside: site.inside }];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const key = functionKey(place.file, place.inside);
    if (seen.has(key)) continue;
    seen.add(key);
    const home = serviceAt(services, place.file.path);
    if (home !== null) found.add(home.name);
    // The clock runs it in every service that has it.
    if (selfStarted(system, place.file, place.inside) !== null) for (const { service } of system.owners(place.file.path)) found.add(service.name);
    const { parent } = place.file.functions[place.inside] ?? { parent: null };
    if (parent !== null) waiting.push({ file: place.file, inside: parent });
    // Who makes an object uses it, by whatever name it is handed on.
    const owner = place.file.functions[place.inside]?.class;
    const maker = owner == null ? undefined : place.file.classes[owner]?.methods.get('constructor');
    const by = [key, ...(maker === undefined ? [] : [functionKey(place.file, maker)])].flatMap((one) => system.callers.get(one) ?? []);
    waiting.push(...by.map(({ frame: { file }, site: { inside } }) => ({ file, inside })));
  }
  return found;
};

/** The innermost place on the way that is not told from further out what it names. */
const namingPlace = (system: System, way: readonly Made[]): Made => {
  const argumentsFrom = (index: number): readonly Term[] => {
    const seen = seenFrom(system.reducer, way.slice(index));
    return seen === null ? [] : seen.site.args.map((arg) => system.reducer.reduce(arg, seen.frame));
  };
  const known = argumentsFrom(0);
  const told = way.findLastIndex((_, index) => argumentsFrom(index).every(({ kind }, place) => kind !== 'parameter' && (kind !== 'unknown' || known[place]?.kind === 'unknown')));
  return way[Math.max(told, 0)] as Made;
};

const placeOf = ({ at: { site, frame }, owner, fact }: Seen): string => `${owner.service.name} ${fact.direction} ${frame.file.path}:${site.line}:${site.column}`;

/** A place whose channel is known on one way to it is not computed, whatever another way says. */
const withoutDoubts = (found: readonly Seen[]): readonly Seen[] => {
  const known = new Set(found.filter(isKnown).map(placeOf));
  return found.filter((seen) => isKnown(seen) || !known.has(placeOf(seen)));
};

/** Only a caller could name the channel, and nothing leads to the file that one could call it in: a helper that is left over. */
const withoutLeftOver = (system: System, found: readonly Seen[]): readonly Seen[] => {
  const isOpen = (seen: Seen): boolean => !isKnown(seen) && seen.askedOf.length > 0;
  if (!found.some(isOpen)) return found;
  const ledTo = readLedTo(system);
  return found.filter((seen) => !isOpen(seen) || ledTo.has(seen.at.frame.file.path));
};

/** Where nobody says which topic it goes to, what the message says it is names the channel. */
const followed = (system: System, attempt: Attempt, isSaid: boolean): readonly Seen[] => {
  const found = follow(system, attempt);
  if (!isSaid || found.some(isKnown)) return found;
  const said = follow(system, { ...attempt, library: bySaid(attempt.library) });
  return said.some(isKnown) ? [...said, ...found.filter(({ owner }) => !said.some((one) => one.owner === owner))] : found;
};

/** Every publish and every consumer that a library makes. */
export const findEvents = (system: System): readonly FoundEvent[] => {
  const direct = [...system.uses.values()].flat().map((use) => ({ use, way: [{ site: use.site, frame: use.frame }] }));
  const whole = [...direct, ...handedUses(system.reducer, system.handedCalls)];
  const all = Map.groupBy(whole, ({ use }) => use.external.module);
  const madeBy = (library: EventLibrary): readonly Seen[] => library.modules.flatMap((module) => (module === '*' ? whole : (all.get(module) ?? []))).flatMap(({ use, way }) => {
    const found = library.match(use);
    return found === null ? [] : followed(system, { library, way, at: namingPlace(system, way) }, saysItself(found));
  });
  return eventLibraries.flatMap((library) => withoutLeftOver(system, withoutDoubts(madeBy(library))));
};
