import type { Program } from './program.ts';
import type { Reducer } from './reducer.ts';
import { moduleFrame, type Term } from './term.ts';

type Settings = ReadonlyMap<string, Term>;

const known = new WeakMap<Program, Settings>();

/** Objects that configuration files register by name: `registerAs('database', () => ({ … }))`. */
const readSettings = (reducer: Reducer): Settings => {
  const settings = new Map<string, Term>();
  for (const file of reducer.program.files.values()) {
    for (const site of file.calls) {
      if (site.callee.kind !== 'reference' || site.callee.name !== 'registerAs') continue;
      const frame = { ...moduleFrame(file), inside: site.inside };
      const [name, factory] = site.args.map((arg) => reducer.reduce(arg, frame));
      if (name?.kind === 'text' && factory?.kind === 'function') settings.set(name.value, reducer.call(factory, { site: { ...site, args: [] }, frame }));
    }
  }
  return settings;
};

/** `database.host` of the registered settings; null when nobody registers `database`. */
export const configured = (reducer: Reducer, [name = '', ...rest]: readonly string[]): Term | null => {
  const settings = known.get(reducer.program) ?? readSettings(reducer);
  known.set(reducer.program, settings);
  const object = settings.get(name);
  return object === undefined || rest.length === 0 ? null : rest.reduce<Term>((term, part) => reducer.member(term, { name: part, at: { file: '', line: 1 } }), object);
};
