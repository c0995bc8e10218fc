import { listed } from './alternatives.ts';
import { shown, type Effect, type SchemaChange } from './change.ts';
import type { JsonSchema } from './json-schema.ts';

type Both = readonly [before: JsonSchema, after: JsonSchema];

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** A bound that is itself not allowed lies a little further in. */
const step = ({ type }: JsonSchema): number => (type === 'integer' ? 1 : 1e-9);

const bounds: readonly { readonly name: string; readonly lower: boolean; readonly of: (schema: JsonSchema) => number | undefined }[] = [
  { name: 'smallest value', lower: true, of: (schema) => number(schema['minimum']) ?? inward(number(schema['exclusiveMinimum']), step(schema)) },
  { name: 'largest value', lower: false, of: (schema) => number(schema['maximum']) ?? inward(number(schema['exclusiveMaximum']), -step(schema)) },
  { name: 'smallest length', lower: true, of: (schema) => number(schema['minLength']) },
  { name: 'largest length', lower: false, of: (schema) => number(schema['maxLength']) },
  { name: 'smallest number of items', lower: true, of: (schema) => number(schema['minItems']) },
  { name: 'largest number of items', lower: false, of: (schema) => number(schema['maxItems']) },
];

const inward = (bound: number | undefined, by: number): number | undefined => (bound === undefined ? undefined : bound + by);

const comparedBounds = ([before, after]: Both, place: string): readonly SchemaChange[] => bounds.flatMap(({ name, lower, of }) => {
  const [old, now] = [of(before), of(after)];
  if (old === now) return [];
  const none = lower ? -Infinity : Infinity;
  const tighter = lower ? (now ?? none) > (old ?? none) : (now ?? none) < (old ?? none);
  return [{ place, effect: tighter ? 'narrowed' : 'widened', what: `has ${now === undefined ? 'no' : 'the'} ${name}${now === undefined ? ' any more' : ` ${String(now)}`}${old === undefined ? '' : `, it was ${String(old)}`}` }];
});

const forms: readonly (readonly [key: string, name: string])[] = [['format', 'format'], ['pattern', 'pattern'], ['multipleOf', 'step'], ['contentEncoding', 'encoding']];

const effectOf = (old: unknown, now: unknown): Effect => {
  if (old === undefined) return 'narrowed';
  return now === undefined ? 'widened' : 'changed';
};

/** The pattern of a format goes with it. */
const comparedForm = ([before, after]: Both, place: string): readonly SchemaChange[] => forms.flatMap(([key, name]): readonly SchemaChange[] => {
  const [old, now] = [before[key], after[key]];
  if (old === now) return [];
  const what = now === undefined ? `is free of its ${name} ${shown(old)}` : `has the ${name} ${shown(now)}${old === undefined ? '' : `, it was ${shown(old)}`}`;
  return [{ place, effect: effectOf(old, now), what }];
}).slice(0, 1);

const missing = (from: readonly unknown[], inside: readonly unknown[]): string => from.filter((value) => !inside.includes(value)).map(shown).join(', ');

const comparedList = ([before, after]: Both, place: string): readonly SchemaChange[] => {
  const [old, now] = [listed(before), listed(after)];
  if (old === null && now === null) return [];
  if (old === null) return [{ place, effect: 'narrowed', what: `may only be ${(now ?? []).map(shown).join(', ')}` }];
  if (now === null) return [{ place, effect: 'widened', what: `may be something else than ${old.map(shown).join(', ')}` }];
  const [gone, added] = [missing(old, now), missing(now, old)];
  return [
    ...(gone === '' ? [] : [{ place, effect: 'narrowed' as const, what: `is never ${gone} any more` }]),
    ...(added === '' ? [] : [{ place, effect: 'widened' as const, what: `may be ${added}, too` }]),
  ];
};

const comparedDefault = ([before, after]: Both, place: string): readonly SchemaChange[] => {
  const [old, now] = [shown(before['default'] ?? null), shown(after['default'] ?? null)];
  const both = before['default'] !== undefined && after['default'] !== undefined;
  return both && old !== now ? [{ place, effect: 'defaulted', what: `is ${now} where it is left out, it was ${old}` }] : [];
};

/** What is said about values beside their type. */
export const compareFacets = (both: Both, place: string): readonly SchemaChange[] =>
  [...comparedList(both, place), ...comparedBounds(both, place), ...comparedForm(both, place), ...comparedDefault(both, place)];
