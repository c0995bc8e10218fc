import type { Call, Handler, Site } from '../model.ts';
import type { EntryPoint } from './entry-points.ts';
import { readHandedOn } from './in-process.ts';
import { enter } from './kept.ts';
import type { System } from './system.ts';
import { functionKey, moduleFrame, type Frame, type Made } from './term.ts';

/** Handlers that lead to a place: where the work of which it is a part begins. */
export type Reaching = (frame: Pick<Frame, 'file' | 'inside'>) => readonly Handler[];

const start = (system: System, path: string): readonly Handler[] =>
  system.owners(path).map(({ service }) => ({ service: service.name, kind: 'startup', name: 'start', file: service.entries[0] ?? path, line: 1 }));

/** Functions that are handed to somebody by name: `orders.map(price)`, `retry(fetchOrder)`. */
export const readHandedOver = (system: System): ReadonlyMap<string, readonly Made[]> => {
  const handed = new Map<string, Made[]>();
  for (const file of system.files) {
    for (const site of file.calls) {
      const frame: Frame = { ...moduleFrame(file), inside: site.inside };
      for (const arg of site.args) {
        const term = arg.kind === 'reference' || arg.kind === 'member' ? system.reducer.reduce(arg, frame) : null;
        if (term?.kind !== 'function') continue;
        const key = functionKey(term.frame.file, term.frame.inside);
        enter(handed, key, { site, frame });
      }
    }
  }
  return handed;
};

/** A container makes what it injects; nobody is seen to call the constructor. */
const isMadeByContainer = ({ file, inside }: Pick<Frame, 'file' | 'inside'>): boolean => {
  const id = file.functions[inside]?.class;
  const found = id == null ? undefined : file.classes[id];
  return found !== undefined && found.decorators.length > 0 && found.methods.get('constructor') === inside;
};

/** Walks from a place up to where the work begins: through functions around it, callers, buses. */
export const createReaching = (system: System, entries: readonly EntryPoint[], handedOver: ReadonlyMap<string, readonly Made[]>): Reaching => {
  const begins = Map.groupBy(entries, (one) => one.function);
  const ways = [system.callers, readHandedOn(system), handedOver];
  const known = new Map<string, readonly Handler[]>();
  const reach: Reaching = (from) => {
    const found = new Set<Handler>();
    const seen = new Set<string>();
    const waiting = [from];
    for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
      const { file, inside } = place;
      const key = functionKey(file, inside);
      if (seen.has(key)) continue;
      seen.add(key);
      const own = begins.get(key);
      own?.forEach(({ handler }) => found.add(handler));
      if (own !== undefined) continue;
      const by = ways.flatMap((way) => way.get(key) ?? []).map(({ frame, site }) => ({ file: frame.file, inside: site.inside }));
      waiting.push(...by);
      const { parent, argumentOf } = file.functions[inside] ?? { parent: null, argumentOf: null };
      if (argumentOf !== null && parent !== null) waiting.push({ file, inside: parent });
      if (inside === 0 || (by.length === 0 && isMadeByContainer(place))) start(system, file.path).forEach((handler) => found.add(handler));
    }
    return [...found];
  };
  return (from) => {
    const key = functionKey(from.file, from.inside);
    const handlers = known.get(key) ?? reach(from);
    known.set(key, handlers);
    return handlers;
  };
};

const placeKey = ({ line, column }: Pick<Site, 'line' | 'column'>): string => `${line}:${column ?? 1}`;

/** Calls with the handlers of their own service that reach them. */
export const withHandlers = (system: System, reaching: Reaching, calls: readonly Call[]): readonly Call[] => {
  const wanted = new Set(calls.map(({ file }) => file));
  const sites = new Map(system.files.filter(({ path }) => wanted.has(path)).map((file) => [file.path, { file, at: new Map(file.calls.map((site) => [placeKey(site), site.inside])) }]));
  return calls.map((call) => {
    const found = sites.get(call.file);
    const inside = found?.at.get(placeKey(call));
    if (found === undefined || inside === undefined) return call;
    const handlers = reaching({ file: found.file, inside }).filter(({ service }) => service === call.from);
    return { ...call, handlers: [...new Set(handlers.map(({ name }) => name))].toSorted() };
  });
};

/** Every handler once; several functions may serve one. */
export const distinctHandlers = (system: System, entries: readonly EntryPoint[]): readonly Handler[] => {
  const starts = system.deployed.filter(({ service }) => service.node && service.entries.length > 0).flatMap(({ service }) => start(system, service.entries[0] ?? '')).filter(({ file }) => file !== '');
  return [...new Map([...entries.map(({ handler }) => handler), ...starts].map((handler) => [`${handler.service} ${handler.name}`, handler])).values()];
};
