import { expect, test } from 'vitest';
import { UserError } from '../shared/errors.ts';
import { addJsonEntry } from './json-entry.ts';

const add = addJsonEntry('flags.json', ['flags', 'b'], { on: true });

test('the entry comes last, and the rest keeps its bytes', () => {
  expect(add('{\n  "flags": {}\n}\n')).toBe('{\n  "flags": {\n    "b": {\n      "on": true\n    }\n  }\n}\n');
  expect(add('{\n  "flags": {\n    "a": 1\n  },\n  "x": [ 1,2 ]\n}\n')).toBe('{\n  "flags": {\n    "a": 1,\n    "b": {\n      "on": true\n    }\n  },\n  "x": [ 1,2 ]\n}\n');
  expect(add('{ "flags": { "b": 1 } }')).toBe('{ "flags": { "b": 1 } }');
});

test.each(['{', '[]', '{ "flags": 3 }', '{}'])('%s is refused', (text) => {
  expect(() => add(text)).toThrow(UserError);
});
