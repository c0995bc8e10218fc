import { once } from '../once.ts';
import { givenFunctions } from './given-functions.ts';
import type { Owner, System } from './system.ts';
import { moduleFrame, type Frame, type Term } from './term.ts';
import { argument, isSet, property } from './use.ts';

/** An action, an event or the start of a service schema, and the function that it runs. */
export interface SchemaMember {
  readonly part: 'actions' | 'events' | 'started';
  readonly key: string;
  /** Where the schema names it. */
  readonly file: string;
  readonly line: number;
  readonly runs: readonly Frame[];
}

export interface ServiceSchema {
  readonly owner: Owner;
  /** What the service calls itself in the broker. */
  readonly name: string;
  readonly schema: Term;
  readonly members: readonly SchemaMember[];
}

const runsOf = (system: System, term: Term): readonly Frame[] => {
  const handler = term.kind === 'object' ? property(system.reducer, term, 'handler') : term;
  if (handler.kind === 'function') return [handler.frame];
  if (handler.kind !== 'external') return [];
  const made = handler.made.at(-1);
  return made === undefined ? [] : givenFunctions(system.reducer, made);
};

/** Entries of an object and of the objects spread into it, each with the line that names it. */
const namedEntries = (system: System, of: Term): readonly Pick<SchemaMember, 'key' | 'file' | 'line' | 'runs'>[] => {
  if (of.kind !== 'object') return [];
  const { value, frame } = of;
  const spread = value.spreads.flatMap((one) => namedEntries(system, system.reducer.reduce(one, frame)));
  return [...spread, ...value.entries.map(([key, entry]) => ({ key, file: frame.file.path, line: entry.line, runs: runsOf(system, system.reducer.reduce(entry, frame)) }))];
};

const membersOf = (system: System, schema: Term): readonly SchemaMember[] => [
  ...(['actions', 'events'] as const).flatMap((part) => namedEntries(system, property(system.reducer, schema, part)).map((one) => ({ part, ...one }))),
  ...namedEntries(system, schema).filter(({ key }) => key === 'started' || key === 'created').map((one) => ({ part: 'started' as const, ...one })),
];

const parts = ['actions', 'methods', 'events', 'settings', 'mixins'];

const read = (system: System): readonly ServiceSchema[] =>
  system.files.flatMap((file) => {
    const whole = [file.exports.get('default'), file.exports.get('=')].flatMap((value) => (value === undefined ? [] : [system.reducer.reduce(value, moduleFrame(file))]));
    const given = file.calls.filter(({ callee }) => callee.kind === 'member' && ['parseServiceSchema', 'createService'].includes(callee.name)).map((site) => argument({ site, frame: { ...moduleFrame(file), inside: site.inside }, reducer: system.reducer }, 0));
    return [...whole, ...given].filter((schema) => parts.some((part) => isSet(system.reducer, schema, part))).flatMap((schema) => {
      const given = property(system.reducer, schema, 'name');
      // A mixin from outside may bring the name; then the file has it, too.
      const name = given.kind === 'text' ? given.value : /([\w-]+)\.service\.[cm]?[jt]s$/.exec(file.path)?.[1];
      return name === undefined ? [] : system.owners(file.path).map((owner) => ({ owner, name, schema, members: membersOf(system, schema) }));
    });
  });

/** What services tell a Moleculer broker about themselves. */
export const serviceSchemas = once(read);
