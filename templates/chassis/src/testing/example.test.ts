import { expect, it } from 'vitest';
import { z } from 'zod';
import { exampleOf } from './example.ts';

it.each([
  ['formats', z.object({ id: z.uuid(), at: z.iso.datetime(), day: z.iso.date(), mail: z.email(), site: z.url() })],
  ['texts', z.object({ short: z.string(), long: z.string().min(3).max(5), trimmed: z.string().trim().min(1) })],
  ['numbers', z.object({ any: z.number(), cents: z.int().nonnegative(), count: z.int().positive(), much: z.int().min(10), below: z.number().max(-3), step: z.number().multipleOf(5).gt(7), text: z.coerce.number().min(1) })],
  ['choices', z.object({ one: z.enum(['a', 'b']), same: z.literal('x'), either: z.union([z.object({ a: z.string() }), z.string()]), none: z.string().nullable(), kind: z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), n: z.int() })]) })],
  ['lists', z.object({ empty: z.array(z.string()), full: z.array(z.object({ sku: z.string() })).min(2), pair: z.tuple([z.string(), z.int()]), map: z.record(z.string(), z.int()) })],
  ['what may be left out', z.object({ gone: z.string().optional(), filled: z.int().default(5) })],
  ['what is put together', z.object({ a: z.string() }).and(z.object({ b: z.int() }))],
  ['a tree', z.object({ name: z.string(), get children() { return z.array(z.object({ name: z.string() })); } })],
  ['a pattern with an example', z.object({ sku: z.string().regex(/^[A-Z]{3}$/).meta({ examples: ['CUP'] }) })],
])('makes an example of %s', (_what, schema) => {
  expect(schema.safeParse(exampleOf(schema)).success).toBe(true);
});

it('says it where it can make none', () => {
  expect(() => exampleOf(z.string().regex(/^[A-Z]{3}$/))).toThrow('invalid_format');
});
