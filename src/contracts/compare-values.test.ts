import { expect, test } from 'vitest';
import { z, type ZodType } from 'zod';
import { documentsOf, get, post } from '../../test/support/contract.ts';
import { compareEvents } from './compare-events.ts';
import { compareRoutes } from './compare-routes.ts';
import type { ContractChange } from './contract-change.ts';

/** Breaking changes with `!`, additive ones with `+`. */
const told = (changes: readonly ContractChange[]): readonly string[] => changes.map(({ breaking, place, what }) => `${breaking ? '!' : '+'} ${place ?? ''} ${what}`);

const inRequest = (before: ZodType, after: ZodType) => told(compareRoutes(documentsOf({ routes: { act: post(before) } }).openapi, documentsOf({ routes: { act: post(after) } }).openapi));
const inAnswer = (before: ZodType, after: ZodType) => told(compareRoutes(documentsOf({ routes: { look: get(before) } }).openapi, documentsOf({ routes: { look: get(after) } }).openapi));
const inEvent = (before: ZodType, after: ZodType) => told(compareEvents(documentsOf({ events: { 'a.b.v1': { data: before } } }).asyncapi, documentsOf({ events: { 'a.b.v1': { data: after } } }).asyncapi));

interface Case {
  readonly before: ZodType;
  readonly after: ZodType;
  /** In a request, with `#` for the place; then the same in an answer and in an event. */
  readonly given: readonly string[];
  readonly read: readonly string[];
}

const a = z.string();
const tree = z.object({ name: z.string(), get children() { return z.array(tree); } });
const bigTree = z.object({ name: z.int(), get children() { return z.array(bigTree); } });
const card = z.object({ by: z.literal('card'), token: z.string() });
const cash = z.object({ by: z.literal('cash') });

const cases: Readonly<Record<string, Case>> = {
  nothing: { before: z.object({ a, b: z.array(tree) }), after: z.object({ b: z.array(tree), a }), given: [], read: [] },
  'a required member more': { before: z.object({ a }), after: z.object({ a, b: a }), given: ['! #.b is new and required'], read: ['+ #.b is new and required'] },
  'an optional member more': { before: z.object({ a }), after: z.object({ a, b: a.optional() }), given: ['+ #.b is new and optional'], read: ['+ #.b is new and optional'] },
  'a member with a default more': { before: z.object({ a }), after: z.object({ a, b: a.default('x') }), given: ['+ #.b is new and optional'], read: ['+ #.b is new and required'] },
  'a member less': { before: z.object({ a, b: a }), after: z.object({ a }), given: ['! #.b is gone'], read: ['! #.b is gone'] },
  'required that was optional': { before: z.object({ a: a.optional() }), after: z.object({ a }), given: ['! #.a is required, it was optional'], read: ['+ #.a is required, it was optional'] },
  'optional that was required': { before: z.object({ a }), after: z.object({ a: a.optional() }), given: ['+ #.a is optional, it was required'], read: ['! #.a is optional, it was required'] },
  'null may come': { before: z.object({ a }), after: z.object({ a: a.nullable() }), given: ['+ #.a may be null, too'], read: ['! #.a may be null, too'] },
  'null may not come': { before: z.object({ a: a.nullable() }), after: z.object({ a }), given: ['! #.a is never null any more'], read: ['+ #.a is never null any more'] },
  'another type': { before: z.object({ a }), after: z.object({ a: z.int() }), given: ['! #.a is integer, it was string'], read: ['! #.a is integer, it was string'] },
  'a number that was whole': { before: z.object({ a: z.int().min(0).max(9) }), after: z.object({ a: z.number().min(0).max(9) }), given: ['+ #.a is number, it was integer'], read: ['! #.a is number, it was integer'] },
  'a whole number that was any': { before: z.object({ a: z.number() }), after: z.object({ a: z.int() }), given: ['! #.a is integer, it was number'], read: ['+ #.a is integer, it was number'] },
  anything: { before: z.object({ a }), after: z.object({ a: z.unknown() }), given: ['+ #.a is any, it was string'], read: ['! #.a is any, it was string'] },
  'a value of an enum more': { before: z.enum(['x', 'y']), after: z.enum(['x', 'y', 'z']), given: ['+ # may be "z", too'], read: ['! # may be "z", too'] },
  'a value of an enum less': { before: z.enum(['x', 'y']), after: z.enum(['x']), given: ['! # is never "y" any more'], read: ['+ # is never "y" any more'] },
  'an enum that was any text': { before: a, after: z.enum(['x']), given: ['! # may only be "x"'], read: ['+ # may only be "x"'] },
  'any text that was an enum': { before: z.enum(['x']), after: a, given: ['+ # may be something else than "x"'], read: ['! # may be something else than "x"'] },
  'literals that are an enum': { before: z.union([z.literal('x'), z.literal('y')]), after: z.enum(['x', 'y']), given: [], read: [] },
  'a tighter bound': { before: a.max(9), after: a.max(3), given: ['! # has the largest length 3, it was 9'], read: ['+ # has the largest length 3, it was 9'] },
  'a looser bound': { before: z.int().min(2), after: z.int().min(1), given: ['+ # has the smallest value 1, it was 2'], read: ['! # has the smallest value 1, it was 2'] },
  'one bound said otherwise': { before: z.int().min(1), after: z.int().positive(), given: [], read: [] },
  'a bound that was none': { before: z.array(a), after: z.array(a).min(1), given: ['! # has the smallest number of items 1'], read: ['+ # has the smallest number of items 1'] },
  'no bound any more': { before: z.array(a).min(1), after: z.array(a), given: ['+ # has no smallest number of items any more, it was 1'], read: ['! # has no smallest number of items any more, it was 1'] },
  'another format': { before: z.uuid(), after: z.email(), given: ['! # has the format "email", it was "uuid"'], read: ['! # has the format "email", it was "uuid"'] },
  'no format any more': { before: z.uuid(), after: a, given: ['+ # is free of its format "uuid"'], read: ['! # is free of its format "uuid"'] },
  'another pattern': { before: a.regex(/^a$/), after: a.regex(/^b$/), given: ['! # has the pattern "^b$", it was "^a$"'], read: ['! # has the pattern "^b$", it was "^a$"'] },
  'one of several patterns': { before: a.regex(/^a/).regex(/b$/), after: a.regex(/^a/).regex(/c$/), given: ['! # has the pattern "^a and c$", it was "^a and b$"'], read: ['! # has the pattern "^a and c$", it was "^a and b$"'] },
  'a schema with a name': { before: z.object({ a: z.object({ b: a }).meta({ id: 'Before' }) }), after: z.object({ a: z.object({ b: z.int() }).meta({ id: 'After' }).describe('more words') }), given: ['! #.a.b is integer, it was string'], read: ['! #.a.b is integer, it was string'] },
  'another default': { before: z.object({ a: a.default('x') }), after: z.object({ a: a.default('y') }), given: ['! #.a is "y" where it is left out, it was "x"'], read: [] },
  'a list that was one': { before: z.object({ a }), after: z.object({ a: z.array(a) }), given: ['! #.a is array, it was string'], read: ['! #.a is array, it was string'] },
  'deep in lists': { before: z.object({ a: z.array(z.object({ b: z.array(a) })) }), after: z.object({ a: z.array(z.object({ b: z.array(a.min(1)) })) }), given: ['! #.a[].b[] has the smallest length 1'], read: ['+ #.a[].b[] has the smallest length 1'] },
  'in a record': { before: z.record(a, a), after: z.record(a, z.int()), given: ['! #{} is integer, it was string'], read: ['! #{} is integer, it was string'] },
  'in a tuple': { before: z.tuple([a, a]), after: z.tuple([a, z.int()]), given: ['! #[1] is integer, it was string'], read: ['! #[1] is integer, it was string'] },
  'a longer tuple': { before: z.tuple([a]), after: z.tuple([a, a]), given: ['! # has the smallest number of items 2, it was 1', '+ # has the largest number of items 2, it was 1', '! # has 2 positions, it had 1'], read: ['+ # has the smallest number of items 2, it was 1', '! # has the largest number of items 2, it was 1', '! # has 2 positions, it had 1'] },
  'a kind of thing more': { before: card, after: z.discriminatedUnion('by', [card, cash]), given: ['+ # may be object with by "cash", too'], read: ['! # may be object with by "cash", too'] },
  'a kind of thing less': { before: z.discriminatedUnion('by', [card, cash]), after: z.discriminatedUnion('by', [card]), given: ['! # is never object with by "cash" any more'], read: ['+ # is never object with by "cash" any more'] },
  'in one kind of thing': { before: z.discriminatedUnion('by', [cash, card]), after: z.discriminatedUnion('by', [card.omit({ token: true }), cash]), given: ['! #.token is gone'], read: ['! #.token is gone'] },
  'a strict reader': { before: z.strictObject({ a }), after: z.strictObject({ a, b: a.optional() }), given: ['+ #.b is new and optional'], read: ['! #.b is new and optional'] },
  'strict that was not': { before: z.object({ a }), after: z.strictObject({ a }), given: ['! # takes no members that it does not know'], read: ['+ # takes no members that it does not know'] },
  'both of two': { before: z.intersection(z.object({ a }), z.object({ b: a })), after: z.object({ a, b: z.int() }), given: ['! #.b is integer, it was string'], read: ['! #.b is integer, it was string'] },
  'what holds itself': { before: tree, after: bigTree, given: ['! #.name is integer, it was string'], read: ['! #.name is integer, it was string'] },
};

test.each(Object.entries(cases))('%s', (_name, { before, after, given, read }) => {
  const at = (place: string) => (line: string) => line.replace('#', place);
  expect(inRequest(before, after)).toEqual(given.map(at('body')));
  expect(inAnswer(before, after)).toEqual(read.map(at('200')));
  expect(inEvent(before, after)).toEqual(read.map(at('data')));
});
