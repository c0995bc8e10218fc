import { expect, test } from 'vitest';
import { twoServices } from '../../../test/support/analyzed.ts';

const code = `import { defineAggregate, defineProjection, defineSaga } from 'ms:chassis';
const name = 'order';
export const order = defineAggregate({ name, events, initial, decide, evolve });
export const overview = defineProjection<Tables>({ name: 'order-overview', version: 1, create, on: sources });
export const place = (clients) => defineSaga({ name: 'place-order', input, steps: stepsOf(clients) });
export const unknown = defineAggregate({ name: pick(), events });
`;

test('what a service defines on the chassis is known by its name, and what has no name that is seen is left out', () => {
  expect(twoServices(code).parts.map(({ service, kind, name, line }) => [service, kind, name, line])).toEqual([
    ['orders', 'aggregate', 'order', 3],
    ['orders', 'projection', 'order-overview', 4],
    ['orders', 'saga', 'place-order', 5],
  ]);
});
