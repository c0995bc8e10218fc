import { STATUS_CODES } from 'node:http';
import type { ZodObject, ZodType } from 'zod';
import type { RouteContract, ServiceContract } from '../contract/contract.ts';
import { anyProblem, isProblemSchema } from './problem-schema.ts';
import { openSchemas, type JsonSchema, type Schemas } from './schemas.ts';
import { securityOf, securitySchemes, type Security } from './security.ts';

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>>; readonly securitySchemes?: typeof securitySchemes };
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly security?: Security;
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
  /** As the contract says it; absent where the method alone tells. */
  readonly 'x-idempotent'?: boolean | 'by-key';
}

interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: JsonSchema;
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

const problemResponse = { description: 'A problem (RFC 9457)', content: { 'application/problem+json': { schema: anyProblem } } };

const idempotencyKey: OpenApiParameter = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', maxLength: 255 } };

/** The contract as OpenAPI 3.1, from the very schemas that requests are validated with. */
export const openApi = ({ name, version, routes }: ServiceContract): OpenApiDocument => {
  const schemas = openSchemas({});
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const [operationId, route] of Object.entries(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(operationId, route, schemas);
  }
  const secured = Object.values(routes).some(({ identity }) => identity === true) ? { securitySchemes } : {};
  const components = { ...schemas.components().components, ...secured };
  return { openapi: '3.1.0', info: { title: name, version }, paths, ...(Object.keys(components).length === 0 ? {} : { components }) };
};

const operation = (operationId: string, route: RouteContract, schemas: Schemas): OpenApiOperation => {
  const { summary, params, query, body, responses, idempotent } = route;
  return {
    operationId,
    ...(summary === undefined ? {} : { summary }),
    ...securityOf(route),
    parameters: [
      ...parameters('path', params, (schema, name) => schemas.of(schema, 'input', `${operationId}-path-${name}`)),
      ...parameters('query', query, (schema, name) => schemas.of(schema, 'input', `${operationId}-query-${name}`)),
      ...(idempotent === 'by-key' ? [idempotencyKey] : []),
    ],
    ...(body === undefined ? {} : { requestBody: { required: true as const, content: { 'application/json': { schema: schemas.of(body, 'input', `${operationId}-request`) } } } }),
    responses: {
      ...Object.fromEntries(Object.entries(responses).map(([status, schema]) => [status, response(status, schema, (of) => schemas.of(of, 'output', `${operationId}-${status}`))])),
      default: problemResponse,
    },
    ...(idempotent === undefined ? {} : { 'x-idempotent': idempotent }),
  };
};

/** Each member stands by itself, so what they share has no place. */
const parameters = (place: 'path' | 'query', schema: ZodObject | undefined, of: (schema: ZodType, name: string) => JsonSchema): readonly OpenApiParameter[] =>
  Object.entries(schema?.shape ?? {}).map(([name, member]) => ({
    name, in: place,
    required: place === 'path' || !(member as ZodType).safeParse(undefined).success,
    schema: of(member as ZodType, name),
  }));

const response = (status: string, schema: ZodType | null, of: (schema: ZodType) => JsonSchema) => ({
  description: STATUS_CODES[status] ?? status,
  ...(schema === null ? {} : { content: { [isProblemSchema(schema) ? 'application/problem+json' : 'application/json']: { schema: of(schema) } } }),
});
