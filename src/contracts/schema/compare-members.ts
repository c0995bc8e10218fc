import { isRecord } from '../../shared/is-record.ts';
import { member, type Effect, type SchemaChange } from './change.ts';
import { texts, type JsonSchema } from './json-schema.ts';

interface Inside {
  readonly place: string;
  /** Compares two members of one name. */
  readonly inside: (name: string, schemas: readonly [before: unknown, after: unknown]) => readonly SchemaChange[];
}

const membersOf = ({ properties }: JsonSchema): JsonSchema => (isRecord(properties) ? properties : {});
const isRequired = ({ required }: JsonSchema, name: string): boolean => texts(required).includes(name);
const isClosed = (schema: JsonSchema): boolean => schema['additionalProperties'] === false;

/** A reader that takes no member it does not know must be told of a new one. */
const effectOfNew = (before: JsonSchema, required: boolean): Effect => {
  if (isClosed(before)) return required ? 'changed' : 'widened';
  return required ? 'narrowed' : 'extended';
};

const ofOne = (before: JsonSchema, after: JsonSchema, name: string): Omit<SchemaChange, 'place'> | null => {
  const [was, is] = [before, after].map((schema) => Object.hasOwn(membersOf(schema), name));
  const [needed, needs] = [isRequired(before, name), isRequired(after, name)];
  if (was !== true) return { effect: effectOfNew(before, needs), what: needs ? 'is new and required' : 'is new and optional' };
  if (is !== true) return { effect: 'changed', what: 'is gone' };
  if (needed === needs) return null;
  return needs ? { effect: 'narrowed', what: 'is required, it was optional' } : { effect: 'widened', what: 'is optional, it was required' };
};

const ofAll = (before: JsonSchema, after: JsonSchema, place: string): readonly SchemaChange[] => {
  if (isClosed(before) === isClosed(after)) return [];
  return [isClosed(after)
    ? { place, effect: 'narrowed', what: 'takes no members that it does not know' }
    : { place, effect: 'widened', what: 'takes members that it does not know' }];
};

/** Members that came, went, or became required or optional, and what became of the others. */
export const compareMembers = (before: JsonSchema, after: JsonSchema, { place, inside }: Inside): readonly SchemaChange[] => {
  const [old, now] = [membersOf(before), membersOf(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return [...ofAll(before, after, place), ...names.flatMap((name) => {
    const own = ofOne(before, after, name);
    return [...(own === null ? [] : [{ place: member(place, name), ...own }]), ...inside(name, [old[name], now[name]])];
  })];
};
