import { asContractChanges, type ContractChange, type Subject } from './contract-change.ts';
import { bodyOf, type Parameter } from './documents.ts';
import { pathParameters, type Route } from './routes.ts';
import type { SchemaChange } from './schema/change.ts';
import { compareSchemas } from './schema/compare-schemas.ts';
import type { JsonSchema } from './schema/json-schema.ts';

/** All that a caller gives besides the body, as one object: parameters come, go and change like members. Those of the path go by their place. */
const givenBeside = ({ operation: { parameters }, path }: Route): JsonSchema => {
  const names = pathParameters(path);
  const key = ({ name, in: place }: Parameter): string => (place === 'path' ? `path.${String(names.indexOf(name) + 1)}` : `${place}.${name}`);
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [key(parameter), parameter.schema])),
    required: parameters.filter(({ required }) => required).map(key),
  };
};

const compared = (before: Route, after: Route, schemas: readonly [JsonSchema, JsonSchema], place: string): readonly SchemaChange[] =>
  compareSchemas({ before: { schema: schemas[0], document: before.document }, after: { schema: schemas[1], document: after.document }, place, seen: [] });

const bodies = (before: Route, after: Route): readonly SchemaChange[] => {
  const [old, now] = [before, after].map(({ operation }) => bodyOf(operation.requestBody ?? {}));
  if (old === undefined) return now === undefined ? [] : [{ place: 'body', effect: 'narrowed', what: 'is new and required' }];
  return now === undefined ? [{ place: 'body', effect: 'changed', what: 'is gone' }] : compared(before, after, [old, now], 'body');
};

/** What became of what callers give. */
export const compareRequest = (before: Route, after: Route, subject: Subject): readonly ContractChange[] => asContractChanges(
  [...compared(before, after, [givenBeside(before), givenBeside(after)], ''), ...bodies(before, after)],
  'given',
  { subject, code: 'request-changed' },
);
