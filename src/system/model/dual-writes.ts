import type { FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { writeOf } from '../libraries/writes.ts';
import type { Call, DualWrite, EventSite, Site, Store } from '../model.ts';
import type { EntryPoint } from './entry-points.ts';
import { readHandedOn } from './in-process.ts';
import { ranBy } from './ran-by.ts';
import type { System } from './system.ts';
import { tellings, type Telling } from './tellings.ts';
import { functionKey, moduleFrame, type Frame, type Made } from './term.ts';
import { follows, trace, type Step } from './trace.ts';
import { useOf } from './use.ts';

const placeOf = ({ file, line, column }: Site): string => `${file}:${line}:${column ?? 1}`;

const stepPlace = ({ made: { site, frame } }: Step): string => placeOf({ file: frame.file.path, line: site.line, column: site.column });

const wordsOf = (value: Value): string => {
  if (value.kind === 'member') return `${wordsOf(value.of)}.${value.name}`;
  if (value.kind === 'literal') return String(value.value);
  return value.kind === 'reference' ? value.name : '';
};

/** A step of the team's own outbox: by the name of what is called and given, of its class, or of its file. */
const isOutbox = ({ made: { site, frame } }: Step): boolean => {
  const around = frame.file.functions[frame.inside];
  const owner = around?.class == null ? null : frame.file.classes[around.class];
  return /outbox/i.test([wordsOf(site.callee), ...site.args.map(wordsOf), around?.name ?? '', owner?.name ?? '', frame.file.path.split('/').at(-1) ?? ''].join(' '));
};

interface Context {
  readonly system: System;
  /** Who runs a function: callers, whoever is handed it by name, buses inside the process. */
  readonly ways: readonly ReadonlyMap<string, readonly Made[]>[];
  readonly entries: ReadonlyMap<string, readonly EntryPoint[]>;
  readonly handedOn: (made: Made) => readonly Frame[];
  readonly tells: ReadonlyMap<string, readonly Telling[]>;
  /** Services that keep data of their own in Redis. */
  readonly inRedis: ReadonlySet<string>;
}

/** Only a caller further up hands over what is called: seen from the function itself, the call leads nowhere. */
const isHanded = ({ system }: Context, { site, frame }: Made): boolean => ranBy(system.reducer, { site, frame: { ...moduleFrame(frame.file), inside: site.inside } }) === null;

/** The scope in which the fields of a class are given their values: what stands in two of them is no one piece of work. */
const setsFields = ({ classes, functions }: FileFacts, id: number): boolean => {
  const around = functions[id];
  const owner = around?.class == null ? undefined : classes[around.class];
  return owner !== undefined && around?.name === null && around.parent === owner.inside && owner.methods.get('constructor') !== id;
};

/** The functions from which a place is reached and above which nobody is seen, or nobody whose way back is. */
const rootsOf = (context: Context, from: Frame): readonly Frame[] => {
  const { entries, ways, system } = context;
  const roots = new Map<string, Frame>();
  const waiting: Frame[] = [from];
  const seen = new Set<string>();
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const { file, inside } = place;
    const key = functionKey(file, inside);
    if (seen.has(key) || inside === 0) continue;
    seen.add(key);
    const by = entries.has(key) ? [] : ways.flatMap((way) => way.get(key) ?? []);
    const { parent, argumentOf } = file.functions[inside] ?? { parent: null, argumentOf: null };
    const outer = !entries.has(key) && argumentOf !== null && parent !== null && parent !== 0 && !setsFields(file, parent) ? [parent] : [];
    const above = [...by.map(({ frame, site }) => ({ ...moduleFrame(frame.file), inside: site.inside })).filter((one) => one.inside !== 0), ...outer.map((id) => ({ ...moduleFrame(file), inside: id }))];
    if (above.length === 0 || (!entries.has(key) && (system.callers.get(key) ?? []).some((made) => isHanded(context, made)))) roots.set(key, { ...moduleFrame(file), inside });
    waiting.push(...above);
  }
  return [...roots.values()];
};

const writes = ({ system, inRedis }: Context, { made }: Step, service: string): string | null => {
  const use = useOf(system.reducer, made);
  const name = use === null ? null : writeOf(use);
  return name === 'redis' && !inRedis.has(service) ? null : name;
};

/** The message that a step gave is missing where the other step is taken: it did not happen after all. */
const isUndoing = (write: Step, telling: Step): boolean => {
  const { frame, site } = write.made;
  const index = frame.file.calls.indexOf(site);
  const contains = (value: Value | undefined): boolean => {
    if (value?.kind === 'call') return value.call === index || contains(frame.file.calls[value.call]?.callee);
    return value?.kind === 'member' ? contains(value.of) : false;
  };
  return telling.arms.some(({ lacks }) => lacks !== null && contains(frame.file.functions[frame.inside]?.locals.get(lacks)));
};

const titleOf = (context: Context, root: Frame, service: string): string => {
  const begun = context.entries.get(functionKey(root.file, root.inside))?.find(({ handler }) => handler.service === service);
  const around = root.file.functions[root.inside];
  const owner = around?.class == null ? null : root.file.classes[around.class]?.name;
  return begun?.handler.name ?? [owner, around?.name ?? [...(around?.class == null ? [] : (root.file.classes[around.class]?.methods ?? []))].find(([, id]) => id === root.inside)?.[0]].filter((part) => part != null).join('.');
};

const inRoot = (context: Context, root: Frame): readonly DualWrite[] => {
  const { system, tells, handedOn } = context;
  const steps = trace(system.reducer, root, { handedOn, enter: (step) => !tells.has(stepPlace(step)) });
  if (steps.some(isOutbox)) return [];
  const services = new Set(system.owners(root.file.path).map(({ service }) => service.name));
  return steps.flatMap((step, index) => (tells.get(stepPlace(step)) ?? []).filter(({ service }) => services.has(service)).flatMap((telling): readonly DualWrite[] => {
    const before = steps.slice(0, index).findLast((earlier) => writes(context, earlier, telling.service) !== null && follows(earlier, step) && !isUndoing(earlier, step));
    if (before === undefined) return [];
    const { frame, site } = before.made;
    const note = `changes the database first, with ${writes(context, before, telling.service) ?? ''}`;
    return [{ ...telling, handler: titleOf(context, root, telling.service), write: { file: frame.file.path, line: site.line, column: site.column, note } }];
  }));
};

interface Known {
  /** Functions that are handed to somebody by name. */
  readonly handedOver: ReadonlyMap<string, readonly Made[]>;
  readonly entries: readonly EntryPoint[];
  readonly events: readonly EventSite[];
  readonly calls: readonly Call[];
  readonly stores: readonly Store[];
}

const runBy = (system: System): ((made: Made) => readonly Frame[]) => {
  const runs = new Map<Made['site'], Frame[]>();
  const files = new Map(system.files.map((file) => [file.path, file]));
  for (const [key, sites] of readHandedOn(system)) {
    const [path = '', id = '0'] = key.split('#');
    const file = files.get(path);
    for (const { site } of sites) if (file !== undefined) runs.set(site, [...(runs.get(site) ?? []), { ...moduleFrame(file), inside: Number(id) }]);
  }
  return ({ site }) => runs.get(site) ?? [];
};

/** Every handler that changes its database and then tells somebody, with nothing that would make both happen or neither. */
export const readDualWrites = (system: System, { entries, events, calls, stores, handedOver }: Known): readonly DualWrite[] => {
  const tells = Map.groupBy(tellings(events, calls), placeOf);
  const inRedis = new Set(stores.filter(({ engine, role }) => engine === 'redis' && role === 'primary').map(({ service }) => service));
  const context: Context = { system, tells, inRedis, ways: [system.callers, handedOver, readHandedOn(system)], entries: Map.groupBy(entries, (one) => one.function), handedOn: runBy(system) };
  const roots = new Map<string, Frame>();
  for (const file of system.files) {
    for (const site of file.calls) {
      if (!tells.has(placeOf({ file: file.path, line: site.line, column: site.column }))) continue;
      for (const root of rootsOf(context, { ...moduleFrame(file), inside: site.inside })) roots.set(functionKey(root.file, root.inside), root);
    }
  }
  const begun = new Set(entries.map(({ handler: { service, name } }) => `${service} ${name}`));
  const found = [...roots.values()].flatMap((root) => inRoot(context, root));
  // Seen on several ways, the one from where the work begins is told.
  return [...Map.groupBy(found, (one) => `${one.service} ${placeOf(one)}`).values()].flatMap((group) => group.findLast(({ service, handler }) => begun.has(`${service} ${handler}`)) ?? group.slice(-1));
};
