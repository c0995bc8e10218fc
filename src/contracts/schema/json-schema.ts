import { isRecord } from '../../shared/is-record.ts';

/** JSON Schema as the documents of a contract have it: 2020-12 in OpenAPI, draft 7 in AsyncAPI. What both spell alike is all that is looked at. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** A schema and the document that its references are about. */
export interface Placed {
  readonly schema: JsonSchema;
  readonly document: unknown;
}

export const records = (value: unknown): readonly JsonSchema[] => (Array.isArray(value) ? value.filter(isRecord) : []);

export const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);

const target = ({ schema, document }: Placed): JsonSchema | undefined => {
  if (typeof schema['$ref'] !== 'string') return undefined;
  const steps = schema['$ref'].split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = steps.reduce<unknown>((value, step) => (isRecord(value) ? value[step] : undefined), document);
  return isRecord(found) ? found : {};
};

/** Zod writes `allOf` where a text has several patterns. */
const merged = ({ allOf: _parts, ...own }: JsonSchema, parts: readonly JsonSchema[]): JsonSchema => {
  const patterns = parts.flatMap(({ pattern }) => (typeof pattern === 'string' ? [pattern] : []));
  return Object.assign({}, ...parts, own, patterns.length === 0 ? {} : { pattern: patterns.join(' and ') }) as JsonSchema;
};

/** What a schema says, wherever it says it: references followed, `allOf` taken as one. */
export const resolved = (placed: Placed): JsonSchema => {
  const { schema, document } = placed;
  const found = target(placed);
  if (found !== undefined) return resolved({ schema: found, document });
  const parts = records(schema['allOf']);
  return parts.length === 0 ? schema : merged(schema, parts.map((part) => resolved({ schema: part, document })));
};
