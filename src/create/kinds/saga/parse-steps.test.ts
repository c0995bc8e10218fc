import { expect, test } from 'vitest';
import { ExitCode, UserError } from '../../../shared/errors.ts';
import { parseSteps } from './parse-steps.ts';

test('a step, the service that does it, and no way back', () => {
  expect(parseSteps(' reserve-stock@inventory ,note-it, send-parcel@parcels!')).toEqual([
    { name: 'reserve-stock', service: 'inventory', irreversible: false },
    { name: 'note-it', service: null, irreversible: false },
    { name: 'send-parcel', service: 'parcels', irreversible: true },
  ]);
});

test.each([
  ['', 'none is given'],
  ['a-b,,c-d', 'an empty step'],
  ['a-b@', '"a-b@" is no step'],
  ['@inventory', '"@inventory" is no step'],
  ['a-b@x@y', '"a-b@x@y" is no step'],
  ['a b', '"a b" is no step'],
  ['A-b', 'can not be called "A-b"'],
  ['delete', 'can not be called "delete"'],
  ['steps', 'can not be called "steps"'],
  ['a-b@x, a-b', 'two steps are called a-b'],
  ['a-b!, c-d!', 'a-b cannot be undone, so it must be the last step'],
])('%j is refused: %s', (text, says) => {
  const refused = (): unknown => parseSteps(text);
  expect(refused).toThrow(UserError);
  expect(refused).toThrow(expect.objectContaining({ code: ExitCode.usage, message: expect.stringContaining(says) as string }));
});
