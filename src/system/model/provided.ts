import type { FileFacts } from '../facts/file-facts.ts';
import type { Value } from '../facts/value.ts';
import { ranBy } from './ran-by.ts';
import type { Reducer } from './reducer.ts';
import { functionKey, moduleFrame, type Frame, type Made, type Term } from './term.ts';

/** What one file tells a container to give for a token. */
interface Entry {
  readonly token: Value;
  readonly frame: Frame;
  readonly give: (frame: Frame) => Term;
}

const entry = (value: Value, name: string): Value | undefined => (value.kind === 'object' ? value.entries.find(([key]) => key === name)?.[1] : undefined);

/** A call that nobody wrote. */
export const nothing = (frame: Frame, line: number): Made => ({ site: { callee: { kind: 'unknown', line, reason: 'the container calls it' }, args: [], isNew: false, inside: frame.inside, line, column: 1, inLoop: false, arms: [], chain: [], types: [] }, frame });

/** A container makes a class and calls a factory; whatever else it is given it hands out. */
const built = (reducer: Reducer, value: Value, how: 'class' | 'factory' | 'value') => (frame: Frame): Term => {
  const term = reducer.reduce(value, frame);
  if (how === 'value') return term;
  if (how === 'factory') return term.kind === 'function' ? reducer.call(term, nothing(frame, value.line)) : term;
  return term.kind === 'class' ? { kind: 'instance', file: term.file, id: term.id, made: null } : term;
};

const ways = [['useValue', 'value'], ['useClass', 'class'], ['useFactory', 'factory'], ['useExisting', 'class']] as const;

/** `{ provide: TOKEN, useFactory: … }`, wherever it stands. */
const declared = (reducer: Reducer, value: Value, frame: Frame): readonly Entry[] => {
  const token = entry(value, 'provide');
  if (token === undefined) return [];
  return ways.flatMap(([name, how]) => {
    const given = entry(value, name);
    return given === undefined ? [] : [{ token, frame, give: built(reducer, given, how) }];
  });
};

const within = (value: Value): readonly Value[] => {
  if (value.kind === 'array') return value.items.flatMap(within);
  if (value.kind === 'either') return value.options.flatMap(within);
  return value.kind === 'object' ? [value, ...value.entries.flatMap(([, inner]) => within(inner))] : [];
};

const objectsOf = (file: FileFacts): readonly (readonly [Value, Frame])[] => {
  const inside = (id: number) => (value: Value) => [value, { ...moduleFrame(file), inside: id }] as const;
  return [
    ...file.calls.flatMap((site) => site.args.flatMap(within).map(inside(site.inside))),
    ...file.functions.flatMap((one, id) => [...one.locals.values(), ...one.returns].flatMap(within).map(inside(id))),
    ...file.classes.flatMap(({ properties, statics }) => [...properties.values(), ...statics.values()].flatMap(({ value, inside: id }) => (value === null ? [] : within(value).map(inside(id))))),
  ];
};

const bindings: Readonly<Record<string, 'class' | 'factory' | 'value'>> = {
  to: 'class', toClass: 'class', toConstantValue: 'value', toDynamicValue: 'factory', toProvider: 'factory', registerSingleton: 'class', registerInstance: 'value', set: 'value',
};

/** `container.bind(TOKEN).to(Class)` of inversify, `container.registerSingleton(TOKEN, Class)` of tsyringe. */
const bound = (reducer: Reducer, file: FileFacts): readonly Entry[] => file.calls.flatMap((site): readonly Entry[] => {
  const { callee } = site;
  const frame = { ...moduleFrame(file), inside: site.inside };
  const how = callee.kind === 'member' ? bindings[callee.name] : undefined;
  if (callee.kind !== 'member') return [];
  if (callee.name === 'register' && site.args.length === 2) return ways.flatMap(([name, way]) => {
    const [token, options] = site.args;
    const given = options === undefined ? undefined : entry(options, name);
    return token === undefined || given === undefined ? [] : [{ token, frame, give: built(reducer, given, way) }];
  });
  const bind = callee.of.kind === 'call' ? file.calls[callee.of.call] : undefined;
  const [first, second] = site.args;
  if (how === undefined || first === undefined) return [];
  if (callee.name.startsWith('to')) {
    const token = bind?.callee.kind === 'member' && ['bind', 'rebind'].includes(bind.callee.name) ? bind.args[0] : undefined;
    return token === undefined ? [] : [{ token, frame, give: built(reducer, first, how) }];
  }
  return second === undefined ? [] : [{ token: first, frame, give: built(reducer, second, how) }];
});

/** LoopBack binds a provider class under its name: `StockProvider` provides `services.Stock`. */
const booted = (reducer: Reducer, file: FileFacts): readonly Entry[] => file.classes.flatMap((found, id): readonly Entry[] => {
  const name = found.name?.replace(/Provider$/, '');
  if (name === undefined || !found.implements.includes('Provider') || !found.methods.has('value')) return [];
  const { line } = found;
  const give = (frame: Frame): Term => reducer.call(reducer.member({ kind: 'instance', file, id, made: null }, { name: 'value', at: { file: file.path, line } }), nothing(frame, line));
  return [{ token: { kind: 'literal', line, value: `services.${name}` }, frame: moduleFrame(file), give }];
});

/** Messages of Nest go through clients that a module registers under a token. */
const registered = (reducer: Reducer, file: FileFacts): readonly Entry[] => file.calls.flatMap((site) => {
  const { callee } = site;
  const isRegister = callee.kind === 'member' && /^register(?:Async)?$/.test(callee.name) && callee.of.kind === 'reference' && callee.of.name === 'ClientsModule';
  return isRegister ? framesOf(reducer, { site, frame: { ...moduleFrame(file), inside: site.inside } }).flatMap((frame) => clientsIn(reducer, site.args[0], frame)) : [];
});

const clientsIn = (reducer: Reducer, given: Value | undefined, frame: Frame): readonly Entry[] => {
  const whole = given === undefined ? null : reducer.reduce(given, frame);
  const list = whole?.kind === 'object' ? reducer.member(whole, { name: 'clients', at: { file: '', line: 1 } }) : whole;
  if (list?.kind !== 'array') return [];
  return list.items.flatMap((item): readonly Entry[] => {
    const term = reducer.reduce(item, list.frame);
    const token = entry(term.kind === 'object' ? term.value : item, 'name');
    const inner = term.kind === 'object' ? term.frame : list.frame;
    const value = term.kind === 'object' ? term.value : item;
    return token === undefined ? [] : [{ token, frame: inner, give: () => clientTerm(value, token, inner) }];
  });
};

/** As if the module had made it itself, and said under which name. */
const clientTerm = (options: Value, token: Value, frame: Frame): Term => {
  const { line } = options;
  const made = nothing(frame, line);
  const site = { ...made.site, callee: { kind: 'member' as const, line, of: made.site.callee, name: 'create' }, args: [options, token] };
  return { kind: 'external', module: '@nestjs/microservices', path: '.ClientProxyFactory.create()', made: [{ site, frame }] };
};

/** A module of the team's own may take the token: then each of its callers registers a client. */
const framesOf = (reducer: Reducer, { site, frame }: Made): readonly Frame[] => {
  const around = frame.file.functions[site.inside];
  if (around === undefined || around.parent === null || around.parameters.length === 0 || around.name === null) return [frame];
  const key = functionKey(frame.file, site.inside);
  const callers = [...reducer.program.files.values()].flatMap((file) => file.calls.filter(({ callee }) => callee.kind === 'member' && callee.name === around.name).flatMap((by) => {
    const made: Made = { site: by, frame: { ...moduleFrame(file), inside: by.inside } };
    const ran = ranBy(reducer, made);
    return ran !== null && functionKey(ran.file, ran.inside) === key ? [{ ...frame, bound: { of: key, by: made, next: null } }] : [];
  }));
  return callers.length === 0 ? [frame] : callers;
};

/** All that a file tells containers. */
export const providedIn = (reducer: Reducer, file: FileFacts): readonly Entry[] =>
  [...objectsOf(file).flatMap(([value, frame]) => declared(reducer, value, frame)), ...bound(reducer, file), ...booted(reducer, file), ...registered(reducer, file)];
