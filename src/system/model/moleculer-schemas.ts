import { givenFunctions } from './given-functions.ts';
import type { Owner, System } from './system.ts';
import { moduleFrame, type Frame, type Term } from './term.ts';
import { argument, entriesOf, isSet, property } from './use.ts';

/** An action, an event or the start of a service schema, and the function that it runs. */
export interface SchemaMember {
  readonly part: 'actions' | 'events' | 'started';
  readonly key: string;
  readonly runs: readonly Frame[];
}

export interface ServiceSchema {
  readonly owner: Owner;
  /** What the service calls itself in the broker. */
  readonly name: string;
  readonly schema: Term;
  readonly members: readonly SchemaMember[];
}

const known = new WeakMap<System, readonly ServiceSchema[]>();

const runsOf = (system: System, term: Term): readonly Frame[] => {
  const handler = term.kind === 'object' ? property(system.reducer, term, 'handler') : term;
  if (handler.kind === 'function') return [handler.frame];
  if (handler.kind !== 'external') return [];
  const made = handler.made.at(-1);
  return made === undefined ? [] : givenFunctions(system.reducer, made);
};

const membersOf = (system: System, schema: Term): readonly SchemaMember[] => [
  ...(['actions', 'events'] as const).flatMap((part) => entriesOf(system.reducer, property(system.reducer, schema, part)).map(([key, term]) => ({ part, key, runs: runsOf(system, term) }))),
  ...['started', 'created'].map((key) => ({ part: 'started' as const, key, runs: runsOf(system, property(system.reducer, schema, key)) })),
];

const parts = ['actions', 'methods', 'events', 'settings', 'mixins'];

const read = (system: System): readonly ServiceSchema[] =>
  system.files.flatMap((file) => {
    const whole = [file.exports.get('default'), file.exports.get('=')].flatMap((value) => (value === undefined ? [] : [system.reducer.reduce(value, moduleFrame(file))]));
    const given = file.calls.filter(({ callee }) => callee.kind === 'member' && ['parseServiceSchema', 'createService'].includes(callee.name)).map((site) => argument({ site, frame: { ...moduleFrame(file), inside: site.inside }, reducer: system.reducer }, 0));
    return [...whole, ...given].filter((schema) => parts.some((part) => isSet(system.reducer, schema, part))).flatMap((schema) => {
      const name = property(system.reducer, schema, 'name');
      return name.kind === 'text' ? system.owners(file.path).map((owner) => ({ owner, name: name.value, schema, members: membersOf(system, schema) })) : [];
    });
  });

/** What services tell a Moleculer broker about themselves. */
export const serviceSchemas = (system: System): readonly ServiceSchema[] => {
  const found = known.get(system) ?? read(system);
  known.set(system, found);
  return found;
};
