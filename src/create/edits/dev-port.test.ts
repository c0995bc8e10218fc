import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { addDevPort, portFor, readPorts } from './dev-port.ts';

const config = `export default defineConfig({
  dev: {
    ports: {
      gateway: 3000, // the door
      'price-list': 3001,
    },
  },
});
`;

test('ports are read by name, quoted or not', () => {
  expect([...readPorts(config)]).toEqual([['gateway', 3000], ['price-list', 3001]]);
  expect(readPorts('export default {};').size).toBe(0);
});

test('a new service gets the next port, one that is there keeps its own', () => {
  expect(portFor('billing', readPorts(config), 3001)).toBe(3002);
  expect(portFor('gateway', readPorts(config), 3001)).toBe(3000);
  expect(portFor('first', new Map(), 3001)).toBe(3001);
});

test('the port is added and comments stay', () => {
  expect(addDevPort('stock-room', 3002)(config)).toBe(config.replace("'price-list': 3001,\n", "'price-list': 3001,\n      'stock-room': 3002,\n"));
  expect(addDevPort('gateway', 9)(config)).toBe(config);
});

test('a configuration without ports is not guessed at', () => {
  expect(() => addDevPort('billing', 3002)('export default {};')).toThrow(UserError);
});
