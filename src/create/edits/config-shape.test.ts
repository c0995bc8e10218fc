import { expect, test } from 'vitest';
import { UserError } from '../../shared/errors.ts';
import { addConfigShape } from './config-shape.ts';

const add = addConfigShape({ shape: 'cacheConfig', chassis: '@my-shop/chassis' });
const config = "import { loadConfig, serviceConfig } from '@my-shop/chassis';\n\nexport const readConfig = (env = process.env) => loadConfig({ ...serviceConfig }, env); // mine\n";

test('one more shape is read, once', () => {
  const after = add(config);
  expect(after).toBe(config.replace('{ loadConfig', '{ cacheConfig, loadConfig').replace('{ ...serviceConfig }', '{ ...serviceConfig, ...cacheConfig }'));
  expect(add(after)).toBe(after);
});

test('without a shape to add to it says what to do', () => {
  expect(() => add('export const readConfig = () => loadConfig(shape);\n')).toThrow(UserError);
});
