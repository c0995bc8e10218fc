import type { AssignmentPattern, BindingPattern, ObjectPattern } from 'oxc-parser';
import { newFunction, within, type Builder, type Place } from './builder.ts';
import { keyName } from './key-name.ts';
import { readTaken } from './read-variable.ts';
import { unknown, type Value } from './value.ts';

interface Source {
  readonly from: Value;
  readonly place: Place;
}

/** `{ a, b: { c } = {} } = from`: each name is a local that is a member of `from`. */
export const readPattern = (file: Builder, pattern: BindingPattern, { from, place }: Source): void => {
  switch (pattern.type) {
    case 'Identifier': {
      const { locals } = file.functions[place.inside] ?? newFunction(from.line);
      if (!locals.has(pattern.name)) locals.set(pattern.name, from);
      return;
    }
    case 'AssignmentPattern':
      return readPattern(file, pattern.left, { from: { kind: 'either', line: from.line, options: [from, readFallback(file, pattern, place)] }, place });
    case 'ObjectPattern':
      return readObjectPattern(file, pattern, { from, place });
    case 'ArrayPattern':
      return pattern.elements.forEach((element, index) => {
        if (element?.type === 'RestElement') readPattern(file, element.argument, { from, place });
        else if (element !== null) readPattern(file, element, { from: { kind: 'member', line: from.line, of: from, name: String(index) }, place });
      });
  }
};

/** What stands in for a value that is not given. */
export const readFallback = (file: Builder, pattern: AssignmentPattern, place: Place): Value => within(file, pattern, () => file.read.expression(file, pattern.right, place));

const readObjectPattern = (file: Builder, { properties }: ObjectPattern, { from, place }: Source): void => {
  for (const property of properties) {
    if (property.type === 'RestElement') {
      readPattern(file, property.argument, { from, place });
      continue;
    }
    const name = keyName(property.key, property.computed);
    readTaken(file, from, { name, value: property.value, start: property.start });
    const part: Value = name === null ? unknown(from.line, 'the name is computed') : { kind: 'member', line: from.line, of: from, name };
    within(file, property, () => readPattern(file, property.value, { from: part, place }));
  }
};
