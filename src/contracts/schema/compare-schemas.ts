import { isRecord } from '../../shared/is-record.ts';
import { alternatives, type Alternative } from './alternatives.ts';
import { member, type SchemaChange } from './change.ts';
import { compareFacets } from './compare-facets.ts';
import { compareMembers } from './compare-members.ts';
import type { JsonSchema, Placed } from './json-schema.ts';

/** Two schemas of one value. `seen` are the pairs of references that lie around it: what refers to itself is compared once. */
export interface Pair {
  readonly before: Placed;
  readonly after: Placed;
  readonly place: string;
  readonly seen: readonly string[];
}

interface Matched {
  readonly pairs: readonly (readonly [before: Alternative, after: Alternative])[];
  readonly gone: readonly Alternative[];
  readonly added: readonly Alternative[];
}

/** Those of one type and tag belong together, then the only ones of their type. */
const matched = (before: readonly Alternative[], after: readonly Alternative[]): Matched => {
  const partner = (old: Alternative): Alternative | undefined => {
    const sameType = after.filter(({ type }) => type === old.type);
    const alone = sameType.length === 1 && before.filter(({ type }) => type === old.type).length === 1;
    return alone ? sameType[0] : sameType.find(({ tag }) => tag === old.tag);
  };
  const pairs = before.flatMap((old) => {
    const now = partner(old);
    return now === undefined ? [] : [[old, now] as const];
  });
  return {
    pairs,
    gone: before.filter((old) => !pairs.some(([taken]) => taken === old)),
    added: after.filter((now) => !pairs.some(([, taken]) => taken === now)),
  };
};

const inChild = ({ before, after, place, seen }: Pair, schemas: readonly [unknown, unknown], name: string): readonly SchemaChange[] => {
  const [old, now] = schemas;
  if (!isRecord(old) || !isRecord(now)) return [];
  return compareSchemas({ before: { ...before, schema: old }, after: { ...after, schema: now }, place: `${place}${name}`, seen });
};

/** Positions of a tuple; OpenAPI and AsyncAPI spell them differently. */
const positions = ({ prefixItems, items }: JsonSchema): readonly unknown[] => [prefixItems, items].find((list) => Array.isArray(list)) as readonly unknown[] | undefined ?? [];

const compareTuples = (pair: Pair, before: JsonSchema, after: JsonSchema): readonly SchemaChange[] => {
  const [old, now] = [positions(before), positions(after)];
  if (old.length !== now.length) return [{ place: pair.place, effect: 'changed', what: `has ${String(now.length)} positions, it had ${String(old.length)}` }];
  return old.flatMap((schema, index) => inChild(pair, [schema, now[index]], `[${String(index)}]`));
};

/** What is below an alternative: members, items, values of a record. */
const compareInside = (pair: Pair, before: JsonSchema, after: JsonSchema): readonly SchemaChange[] => [
  ...compareFacets([before, after], pair.place),
  ...(before['type'] === 'object' ? compareMembers(before, after, { place: pair.place, inside: (name, schemas) => inChild({ ...pair, place: member(pair.place, name) }, schemas, '') }) : []),
  ...inChild(pair, [before['items'], after['items']], '[]'),
  ...compareTuples(pair, before, after),
  ...inChild(pair, [before['additionalProperties'], after['additionalProperties']], '{}'),
  ...inChild(pair, [before['propertyNames'], after['propertyNames']], '{name}'),
];

const named = ({ type, tag }: Alternative): string => (tag === '' ? type : `${type} with ${tag}`);

const isNumeric = (type: string): boolean => type === 'integer' || type === 'number';

/** One thing before and another one now; whole numbers are numbers, and everything is something. */
const compareTypes = (before: Alternative, after: Alternative, place: string): SchemaChange => {
  const what = `is ${named(after)}, it was ${named(before)}`;
  if (before.type === 'any' || (isNumeric(before.type) && after.type === 'integer')) return { place, effect: 'narrowed', what };
  if (after.type === 'any' || (before.type === 'integer' && isNumeric(after.type))) return { place, effect: 'widened', what };
  return { place, effect: 'changed', what };
};

/** What became of a value, from what its schema was to what it is. */
export const compareSchemas = (pair: Pair): readonly SchemaChange[] => {
  const { before, after, place, seen } = pair;
  const references = [before.schema['$ref'], after.schema['$ref']].filter((reference) => typeof reference === 'string').join(' ');
  if (references !== '' && seen.includes(references)) return [];
  const { pairs, gone, added } = matched(alternatives(before), alternatives(after));
  const [onlyGone, onlyAdded] = [gone[0], added[0]];
  if (pairs.length === 0 && gone.length === 1 && added.length === 1 && onlyGone !== undefined && onlyAdded !== undefined) return [compareTypes(onlyGone, onlyAdded, place)];
  return [
    ...gone.map((old) => ({ place, effect: 'narrowed' as const, what: `is never ${named(old)} any more` })),
    ...added.map((now) => ({ place, effect: 'widened' as const, what: `may be ${named(now)}, too` })),
    ...pairs.flatMap(([old, now]) => compareInside({ ...pair, seen: [...seen, references] }, old.schema, now.schema)),
  ];
};
