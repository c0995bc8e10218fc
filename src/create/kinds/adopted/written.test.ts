import { expect, test } from 'vitest';
import type { Dialect } from './dialect.ts';
import { quote, written } from './written.ts';

const text = `import { z } from 'chassis';
import type { Host } from 'chassis';
import './bus';
import { host } from '../host';

export const start = async (name«: string»)«: Promise<void>» => {
  await import('./later');
};
«
export type Start = typeof start;
»
`;

const dialect = (more: Partial<Dialect>): Dialect => ({ folder: 'src/chassis', extension: '.ts', typed: true, modules: 'import', ending: '', ...more });

test('TypeScript keeps its types', () => {
  expect(written(dialect({ ending: '.js' }), text)).toBe(`import { z } from 'chassis';
import type { Host } from 'chassis';
import './bus.js';
import { host } from '../host.js';

export const start = async (name: string): Promise<void> => {
  await import('./later');
};

export type Start = typeof start;

`);
});

test('CommonJS requires and exports, without types', () => {
  expect(written(dialect({ typed: false, modules: 'require' }), text)).toBe(`const { z } = require('chassis');
require('./bus');
const { host } = require('../host');

exports.start = async (name) => {
  await import('./later');
};

`);
});

test.each([['orders', "'orders'"], ["it's", '"it\'s"'], ['a\nb', String.raw`"a\nb"`]])('%j is a literal', (name, literal) => {
  expect(quote(name)).toBe(literal);
});
