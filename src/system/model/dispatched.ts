import type { Value } from '../facts/value.ts';
import { functionsIn } from './given-functions.ts';
import type { Reducer } from './reducer.ts';
import type { Frame, Term } from './term.ts';

const localValue = ({ file, inside }: Frame, name: string): Value | undefined => {
  for (let id: number | null = inside; id !== null; id = file.functions[id]?.parent ?? null) {
    const found = file.functions[id]?.locals.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** What `handlers[topic]`, `handlers.get(topic)`, or a name that was given one of them, is looked up in. */
const lookedUpIn = (value: Value | undefined, frame: Frame, depth = 0): Value | null => {
  if (value === undefined || depth > 3) return null;
  if (value.kind === 'element') return value.of;
  if (value.kind === 'member') return lookedUpIn(value.of, frame, depth + 1);
  if (value.kind === 'reference') return lookedUpIn(localValue(frame, value.name), frame, depth + 1);
  const callee = value.kind === 'call' ? frame.file.calls[value.call]?.callee : undefined;
  return callee?.kind === 'member' && callee.name === 'get' ? callee.of : null;
};

/** Pairs of a record, or of `new Map([['a', handle]])`, that are written out. */
const pairsOf = (reducer: Reducer, table: Term): readonly { readonly name: string; readonly value: Value; readonly frame: Frame }[] => {
  if (table.kind === 'object') return table.value.entries.map(([name, value]) => ({ name, value, frame: table.frame }));
  const made = table.kind === 'external' && table.module === 'global' && table.path === '.Map#' ? table.made.at(-1) : undefined;
  const [first] = made?.site.args ?? [];
  const list = made === undefined || first === undefined ? null : reducer.reduce(first, made.frame);
  if (list?.kind !== 'array') return [];
  return list.items.flatMap((item) => {
    const [key, value] = item.kind === 'array' ? item.items : [];
    const name = key === undefined ? null : reducer.reduce(key, list.frame);
    return name?.kind === 'text' && value !== undefined ? [{ name: name.value, value, frame: list.frame }] : [];
  });
};

/** Functions that a consumer of several channels keeps in a table and runs for one of them: `handlers[topic](message)`. */
export const dispatched = (reducer: Reducer, frame: Frame, channel: string): readonly Frame[] =>
  frame.file.calls.filter(({ inside }) => inside === frame.inside).flatMap(({ callee }) => {
    const table = lookedUpIn(callee, frame);
    return table === null ? [] : pairsOf(reducer, reducer.reduce(table, frame)).filter(({ name }) => name === channel).flatMap((one) => functionsIn(reducer, one.value, one.frame));
  });
