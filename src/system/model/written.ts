import type { Value } from '../facts/value.ts';
import type { Program } from './program.ts';
import type { Reducer } from './reducer.ts';
import { moduleFrame, type Frame, type Term } from './term.ts';

type ObjectTerm = Extract<Term, { kind: 'object' }>;

interface Write {
  /** Null when it is computed. */
  readonly name: string | null;
  readonly value: Value;
  readonly frame: Frame;
}

/** An object that is written out, by where it is, and what the program puts into it later. */
type Writes = ReadonlyMap<Value, readonly Write[]>;

const known = new WeakMap<Program, Writes>();

const collect = (reducer: Reducer): Writes => {
  const found = new Map<Value, Write[]>();
  known.set(reducer.program, found);
  for (const file of reducer.program.files.values()) {
    for (const { of, name, value, inside } of file.writes) {
      const frame: Frame = { ...moduleFrame(file), inside };
      const term = reducer.reduce(of, frame);
      if (term.kind === 'object') found.set(term.value, [...(found.get(term.value) ?? []), { name, value, frame }]);
    }
  }
  return found;
};

/** What the program keeps in an object under a name, `config.broker.channel = await connection.createChannel()`; null when it keeps nothing there. */
export const writtenTo = (reducer: Reducer, { value: object }: ObjectTerm, name: string): Term | null => {
  const all = (known.get(reducer.program) ?? reducer.apart(() => collect(reducer))).get(object) ?? [];
  const terms = all.filter((write) => write.name === name || write.name === null).map(({ value, frame }) => reducer.reduce(value, frame));
  return terms.find(({ kind }) => kind !== 'unknown' && kind !== 'flag') ?? null;
};

/** What it keeps there under names that are computed: one of those. */
export const writtenAnywhere = (reducer: Reducer, { value: object }: ObjectTerm): Term | null => {
  const all = (known.get(reducer.program) ?? reducer.apart(() => collect(reducer))).get(object) ?? [];
  return all.map(({ value, frame }) => reducer.reduce(value, frame)).find(({ kind }) => kind !== 'unknown' && kind !== 'flag') ?? null;
};
