import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ZodObject, ZodType } from 'zod';
import type { RouteContract, ServiceContract } from '../contract/contract.ts';

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
}

export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary?: string;
  readonly parameters: readonly OpenApiParameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

interface OpenApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: unknown;
}

type Content = Readonly<Record<string, { readonly schema: unknown }>>;

const problem = {
  type: 'object',
  properties: { type: { type: 'string', format: 'uri-reference' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' } },
  required: ['type', 'title', 'status'],
};
const problemResponse = { description: 'A problem (RFC 9457)', content: { 'application/problem+json': { schema: problem } } };

const idempotencyKey: OpenApiParameter = { name: 'Idempotency-Key', in: 'header', required: true, schema: { type: 'string', maxLength: 255 } };

/** The contract as OpenAPI 3.1, from the very schemas that requests are validated with. */
export const openApi = ({ name, version, routes }: ServiceContract): OpenApiDocument => {
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const [operationId, route] of Object.entries(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(operationId, route);
  }
  return { openapi: '3.1.0', info: { title: name, version }, paths };
};

const operation = (operationId: string, { summary, params, query, body, responses, idempotent }: RouteContract): OpenApiOperation => ({
  operationId,
  ...(summary === undefined ? {} : { summary }),
  parameters: [...parameters('path', params), ...parameters('query', query), ...(idempotent === 'by-key' ? [idempotencyKey] : [])],
  ...(body === undefined ? {} : { requestBody: { required: true as const, content: json(body, 'input') } }),
  responses: { ...Object.fromEntries(Object.entries(responses).map(([status, schema]) => [status, response(status, schema)])), default: problemResponse },
});

const parameters = (place: 'path' | 'query', schema: ZodObject | undefined): readonly OpenApiParameter[] => {
  const { properties = {}, required = [] } = schema === undefined ? {} : jsonSchema(schema, 'input');
  return Object.entries(properties).map(([name, property]) => ({ name, in: place, required: place === 'path' || required.includes(name), schema: property }));
};

const response = (status: string, schema: ZodType | null) => ({
  description: status,
  ...(schema === null ? {} : { content: json(schema, 'output') }),
});

const json = (schema: ZodType, io: 'input' | 'output'): Content => ({ 'application/json': { schema: jsonSchema(schema, io) } });

/** OpenAPI 3.1 speaks JSON Schema 2020-12, zod's default. */
const jsonSchema = (schema: ZodType, io: 'input' | 'output') => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
};

export const addDocsRoute = (app: FastifyInstance, contract: ServiceContract): void => {
  const document = openApi(contract);
  app.get('/docs/json', { config: { quiet: true } }, () => document);
};
