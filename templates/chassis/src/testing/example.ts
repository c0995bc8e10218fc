import { z, type ZodType } from 'zod';

/** JSON Schema as zod writes it. */
interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

const formats: Readonly<Record<string, string>> = {
  uuid: '019aba5e-0000-7000-8000-000000000001', 'date-time': '2026-01-01T00:00:00.000Z', date: '2026-01-01', time: '00:00:00', duration: 'P1D',
  email: 'someone@example.com', uri: 'https://example.com/', ipv4: '192.0.2.1', ipv6: '2001:db8::1', hostname: 'example.com', base64: 'YQ==', base64url: 'YQ',
};

/**
 * The smallest value that a schema of a contract takes, for tests of those who get it. Of a text with a pattern nobody can make one: give it
 * `.meta({ examples: ['…'] })`. @throws where none can be made
 */
export const exampleOf = <Schema extends ZodType>(schema: Schema): z.output<Schema> => {
  const root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as JsonSchema;
  return schema.parse(exampleIn(root, root));
};

const exampleIn = (schema: JsonSchema, root: JsonSchema): unknown => {
  const given = [schema.const, schema.default, ...(schema.examples ?? []), ...(schema.enum ?? [])].find((value) => value !== undefined);
  if (given !== undefined) return given;
  if (schema.$ref !== undefined) return exampleIn(referred(schema.$ref, root), root);
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return exampleIn(choice, root);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map((one) => exampleIn(one, root))) as unknown;
  return exampleOfType([schema.type].flat()[0], schema, root);
};

const exampleOfType = (type: string | undefined, schema: JsonSchema, root: JsonSchema): unknown => {
  switch (type) {
    case 'object':
      return Object.fromEntries((schema.required ?? []).map((name) => [name, exampleIn(schema.properties?.[name] ?? {}, root)]));
    case 'array':
      return schema.prefixItems?.map((item) => exampleIn(item, root)) ?? Array.from({ length: schema.minItems ?? 0 }, () => exampleIn(schema.items ?? {}, root));
    case 'string':
      return formats[schema.format ?? ''] ?? 'x'.repeat(Math.max(1, schema.minLength ?? 1));
    case 'integer':
    case 'number':
      return numberIn(schema);
    case 'boolean':
      return false;
    default:
      return null;
  }
};

const numberIn = ({ minimum = Number.NEGATIVE_INFINITY, exclusiveMinimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, multipleOf = 1 }: JsonSchema): number => {
  const lowest = Math.max(minimum, exclusiveMinimum + multipleOf);
  if (lowest <= 0 && maximum >= 0) return 0;
  return lowest > 0 ? Math.ceil(lowest / multipleOf) * multipleOf : maximum;
};

const referred = (pointer: string, root: JsonSchema): JsonSchema => root.$defs?.[pointer.split('/').at(-1) ?? ''] ?? root;
