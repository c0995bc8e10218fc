import type { Decorator } from 'oxc-parser';
import type { Builder, Place } from './builder.ts';
import { positionAt } from './position.ts';

/** A decorator is a call: `@Get('x')` calls `Get('x')`, `@Get` calls `Get`. Returns indices of calls. */
export const readDecorators = (file: Builder, decorators: readonly Decorator[], place: Place): readonly number[] =>
  decorators.map(({ expression }) => {
    const value = file.read.expression(file, expression, place);
    if (value.kind === 'call') return value.call;
    return file.calls.push({ callee: value, args: [], isNew: false, inside: place.inside, ...positionAt(file.starts, expression.start), inLoop: false, arms: [], chain: [], types: [] }) - 1;
  });
