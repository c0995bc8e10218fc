import { z } from 'zod';
import type { ZodType } from 'zod';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schemas of one document. What refers to itself stands once, among the document's components. */
export interface Schemas {
  /** `name` is unique in the document: what the schema is called where it can not stand in place. */
  readonly of: (schema: ZodType, io: 'input' | 'output', name: string) => JsonSchema;
  readonly components: () => { readonly components?: { readonly schemas: Readonly<Record<string, JsonSchema>> } };
}

type Options = NonNullable<Parameters<typeof z.toJSONSchema>[1]>;

/** Readers ignore members that they do not know, as zod does: a later version may have more. Dates travel as text. */
const override: Options['override'] = ({ zodSchema, jsonSchema }) => {
  if (zodSchema instanceof z.ZodObject && zodSchema.def.catchall === undefined) delete jsonSchema.additionalProperties;
  if (zodSchema instanceof z.ZodDate) Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
};

const isReference = (key: string, value: unknown): value is string => key === '$ref' && typeof value === 'string';

/** References of a schema are relative to it; in the document they begin at where it stands. */
const movedTo = (place: string, schema: JsonSchema): { readonly schema: JsonSchema; readonly moved: boolean } => {
  let moved = false;
  const text = JSON.stringify(schema, (key, value: unknown) => {
    if (!isReference(key, value)) return value;
    moved = true;
    return `${place}${value.slice(1)}`;
  });
  return { schema: JSON.parse(text) as JsonSchema, moved };
};

export const openSchemas = (options: Pick<Options, 'target' | 'unrepresentable'>): Schemas => {
  const kept: Record<string, JsonSchema> = {};
  return {
    of: (schema, io, name) => {
      const { $schema: _dialect, ...plain } = z.toJSONSchema(schema, { ...options, io, override });
      const place = `#/components/schemas/${name}`;
      const { schema: placed, moved } = movedTo(place, plain);
      if (!moved) return plain;
      kept[name] = placed;
      return { $ref: place };
    },
    components: () => (Object.keys(kept).length === 0 ? {} : { components: { schemas: kept } }),
  };
};
