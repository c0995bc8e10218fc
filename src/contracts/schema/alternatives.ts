import { isRecord } from '../../shared/is-record.ts';
import { compareText } from '../../shared/compare-text.ts';
import { shown } from './change.ts';
import { records, resolved, type JsonSchema, type Placed } from './json-schema.ts';

/** Values that a schema lists; null where it lists none. */
export const listed = (schema: JsonSchema): readonly unknown[] | null => {
  if (Object.hasOwn(schema, 'const')) return [schema['const']];
  return Array.isArray(schema['enum']) ? schema['enum'] as readonly unknown[] : null;
};

const typeOfValue = (value: unknown): string => {
  if (value === null) return 'null';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
};

const typed = (schema: JsonSchema): JsonSchema => {
  const [first] = listed(schema) ?? [];
  return schema['type'] === undefined && first !== undefined ? { ...schema, type: typeOfValue(first) } : schema;
};

const split = (placed: Placed): readonly JsonSchema[] => {
  const schema = resolved(placed);
  const parts = [...records(schema['anyOf']), ...records(schema['oneOf'])];
  if (parts.length > 0) return parts.flatMap((part) => split({ schema: part, document: placed.document }));
  return Array.isArray(schema['type']) ? schema['type'].map((type: unknown) => ({ ...schema, type })) : [typed(schema)];
};

/** What tells one object of a union from another: its members that have one value each. */
const tagOf = (schema: JsonSchema): string => {
  const { properties } = schema;
  const constants = isRecord(properties) ? Object.entries(properties).filter(([, property]) => isRecord(property) && Object.hasOwn(property, 'const')) : [];
  return constants.map(([name, property]) => `${name} ${shown((property as JsonSchema)['const'])}`).toSorted(compareText).join(' and ');
};

/** One of the things that a value may be. */
export interface Alternative {
  /** `string`, `object`, …; `any` where the schema says nothing. */
  readonly type: string;
  readonly tag: string;
  readonly schema: JsonSchema;
}

const alternative = (schema: JsonSchema): Alternative => ({ type: typeof schema['type'] === 'string' ? schema['type'] : 'any', tag: tagOf(schema), schema });

/** Literals of one type are one list: `'a' | 'b'` is what an enum of both is. */
const asOneList = (group: readonly Alternative[]): readonly Alternative[] => {
  const [first, ...rest] = group;
  if (first === undefined || rest.length === 0 || group.some(({ schema }) => listed(schema) === null)) return group;
  return [{ ...first, schema: { type: first.type, enum: group.flatMap(({ schema }) => listed(schema) ?? []) } }];
};

export const alternatives = (placed: Placed): readonly Alternative[] =>
  [...Map.groupBy(split(placed).map(alternative), ({ type }) => type).values()].flatMap(asOneList);
