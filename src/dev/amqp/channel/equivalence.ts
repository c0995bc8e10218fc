import { inspect, isDeepStrictEqual } from 'node:util';
import { AmqpError } from '../amqp-error.ts';
import type { Field } from '../codec/table.ts';

const shown = (value: Field | undefined): string => {
  if (value === undefined) return 'none';
  return typeof value === 'string' ? `'${value}'` : `'${inspect(value)}'`;
};

/** Throws 406 where a declaration differs from what is there, naming the first difference. `what` is `queue 'orders'`. */
export const assertEquivalent = (what: string, declared: Readonly<Record<string, Field | undefined>>, current: Readonly<Record<string, Field | undefined>>): void => {
  for (const [name, value] of Object.entries(declared)) {
    if (isDeepStrictEqual(value, current[name])) continue;
    throw new AmqpError(406, `inequivalent arg '${name}' for ${what} in vhost '/': received ${shown(value)} but current is ${shown(current[name])}`);
  }
};
