import type { Value } from '../facts/value.ts';
import { onceForProgram } from './once-for-program.ts';
import type { Reducer } from './reducer.ts';
import { moduleFrame, type Frame, type Term } from './term.ts';

type ObjectTerm = Extract<Term, { kind: 'object' }>;

interface Write {
  /** Null when it is computed. */
  readonly name: string | null;
  readonly value: Value;
  readonly frame: Frame;
}

/** What the program puts into an object later, by where the object is written out. */
const writesIn = onceForProgram<Value, Write>((reducer, add) => {
  for (const file of reducer.program.files.values()) {
    for (const { of, name, value, inside } of file.writes) {
      const frame: Frame = { ...moduleFrame(file), inside };
      const term = reducer.reduce(of, frame);
      if (term.kind === 'object') add(term.value, { name, value, frame });
    }
  }
});

const firstKnown = (reducer: Reducer, { value: object }: ObjectTerm, isMeant: (write: Write) => boolean): Term | null => {
  const terms = (writesIn(reducer).get(object) ?? []).filter(isMeant).map(({ value, frame }) => reducer.reduce(value, frame));
  return terms.find(({ kind }) => kind !== 'unknown' && kind !== 'flag') ?? null;
};

/** What the program keeps in an object under a name, `config.broker.channel = await connection.createChannel()`; null when it keeps nothing there. */
export const writtenTo = (reducer: Reducer, object: ObjectTerm, name: string): Term | null => firstKnown(reducer, object, (write) => write.name === name || write.name === null);

/** What it keeps there under names that are computed: one of those. */
export const writtenAnywhere = (reducer: Reducer, object: ObjectTerm): Term | null => firstKnown(reducer, object, () => true);
