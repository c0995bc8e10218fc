import { nearestTo } from './nearest.ts';
import type { Program } from './program.ts';
import type { Reducer } from './reducer.ts';
import { moduleFrame, type Frame, type Made, type Term } from './term.ts';

interface Setting {
  readonly name: string;
  readonly path: string;
  readonly term: Term;
}

const known = new WeakMap<Program, readonly Setting[]>();

const called = (reducer: Reducer, factory: Term, { site, frame }: Made): Term | null => (factory.kind === 'function' ? reducer.call(factory, { site: { ...site, args: [] }, frame }) : null);

/** `registerAs('database', () => ({ … }))`. */
const registered = (reducer: Reducer, { site, frame }: Made): readonly Setting[] => {
  const [name, factory] = site.args.map((arg) => reducer.reduce(arg, frame));
  const term = factory === undefined ? null : called(reducer, factory, { site, frame });
  return name?.kind === 'text' && term !== null ? [{ name: name.value, path: frame.file.path, term }] : [];
};

/** `ConfigModule.forRoot({ load: [() => ({ database: { … } })] })`: each part of what a function gives, under its name. */
const loaded = (reducer: Reducer, { site, frame }: Made): readonly Setting[] => {
  const [first] = site.args;
  const options = first === undefined ? null : reducer.reduce(first, frame);
  const list = options?.kind === 'object' ? reducer.member(options, { name: 'load', at: { file: '', line: 1 } }) : null;
  const factories = list?.kind === 'array' ? list.items.map((item) => reducer.reduce(item, list.frame)) : [];
  return factories.flatMap((factory) => {
    const whole = called(reducer, factory, { site, frame });
    return whole?.kind === 'object' ? whole.value.entries.map(([name, value]) => ({ name, path: frame.file.path, term: reducer.reduce(value, whole.frame) })) : [];
  });
};

/** Objects that configuration files register by name. */
const readSettings = (reducer: Reducer): readonly Setting[] =>
  [...reducer.program.files.values()].flatMap((file) => file.calls.flatMap((site) => {
    const { callee } = site;
    const frame: Frame = { ...moduleFrame(file), inside: site.inside };
    if (callee.kind === 'reference' && callee.name === 'registerAs') return registered(reducer, { site, frame });
    const isModule = callee.kind === 'member' && callee.name === 'forRoot' && callee.of.kind === 'reference' && callee.of.name === 'ConfigModule';
    return isModule ? loaded(reducer, { site, frame }) : [];
  }));

const settingsOf = (reducer: Reducer): readonly Setting[] => {
  const before = known.get(reducer.program);
  if (before !== undefined) return before;
  // While settings are read, none is known.
  known.set(reducer.program, []);
  const found = reducer.apart(() => readSettings(reducer));
  known.set(reducer.program, found);
  return found;
};

/** `database.host` of the registered settings of the service that asks; null when nobody registers `database`. */
export const configured = (reducer: Reducer, [name = '', ...rest]: readonly string[], path: string): Term | null => {
  const [setting] = nearestTo(path, settingsOf(reducer).filter((one) => one.name === name));
  if (setting === undefined || (rest.length === 0 && setting.term.kind === 'object')) return null;
  return rest.reduce<Term>((term, part) => reducer.member(term, { name: part, at: { file: '', line: 1 } }), setting.term);
};
