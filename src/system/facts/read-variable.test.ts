import { describe, expect, it } from 'vitest';
import { readFile } from './read-file.ts';

const seen = (text: string): readonly string[] => {
  const facts = readFile('a.ts', text);
  return 'reason' in facts ? [facts.reason] : facts.variables.map(({ name, optional }) => `${name}${optional ? '?' : ''}`);
};

describe('variables of the environment', () => {
  it.each([
    ['f(process.env.A)', 'A'],
    ["f(process.env['A'])", 'A'],
    ['f(Bun.env.A)', 'A'],
    ['f(process.env.A!)', 'A'],
    ['f(process.env.A as string)', 'A'],
    ['f({ url: `http://${process.env.A}` })', 'A'],
    ['f(Number(process.env.A))', 'A'],
    ['if (!process.env.A) throw new Error()', 'A'],
    ['if (process.env.A === undefined) { process.exit(1) }', 'A'],
    ['const { A } = process.env', 'A'],
    ['const a = process.env.A;\nif (!a) { throw new Error() }', 'A'],
    ['const a = process.env.A;\nf(a)', 'A'],
    ['export const a = process.env.A', 'A'],
    ['switch (process.env.A) { case "x": f(); break; default: throw new Error() }', 'A'],
  ])('%s is needed', (text, expected) => {
    expect(seen(text)).toEqual([expected]);
  });

  it.each([
    "f(process.env.A || 'x')",
    "f(process.env.A ?? 'x')",
    'f(Number(process.env.A) || 1)',
    'f(process.env.A ? 1 : 2)',
    'if (process.env.A) f()',
    'if (!process.env.A) console.warn()',
    "f(process.env.A === 'true')",
    'f(!isTruthy(process.env.A))',
    "f({ host: h || 'x', password: process.env.A })",
    'f(!!process.env.A)',
    "f(process.env.A?.split(','))",
    "env(process.env.A, 'x')",
    "process.env.A = 'x'",
    'process.env.A ??= "x"',
    "const { A = 'x' } = process.env",
    'const a = process.env.A;\nf(a ?? 1)',
    'const a = process.env.A;\nif (a) f()',
    'const a = process.env.A;\nf()',
    'switch (process.env.A) { case "x": return 1; default: return 0 }',
  ])('%s goes on without it', (text) => {
    expect(seen(text)).toEqual(['A?']);
  });

  it('are not what other objects are called', () => {
    expect(seen('f(config.env.A, env.B, process.env[c])')).toEqual([]);
  });
});
