import fastJsonStringify from 'fast-json-stringify';
import type { FastifySchemaCompiler, FastifySerializerCompiler } from 'fastify';
import { z } from 'zod';
import type { ZodError, ZodType } from 'zod';
import { Problem } from './problem.ts';

/** Set on contract routes only, whose schemas are all zod's, so that plugins may go on with plain JSON schemas. */
export const zodValidator: FastifySchemaCompiler<unknown> = ({ schema, httpPart }) => (data) => {
  const result = (schema as ZodType).safeParse(data);
  return result.success ? { value: result.data } : { error: invalidRequest(httpPart ?? 'body', result.error) };
};

/** Compiled once a route: writes the declared members, leaves out others, throws where a required one is missing. */
export const zodSerializer: FastifySerializerCompiler<unknown> = ({ schema }) =>
  fastJsonStringify(z.toJSONSchema(schema as ZodType, { io: 'output', target: 'draft-7' }) as fastJsonStringify.AnySchema);

export const invalidRequest = (part: string, error: ZodError): Problem => {
  const location = part === 'querystring' ? 'query' : part;
  const errors = error.issues.map(({ path, message }) => ({ in: location, pointer: pointerOf(path), detail: message }));
  return new Problem({ status: 400, type: 'invalid-request', title: 'Invalid request', detail: 'The request does not fit the contract.', errors });
};

/** RFC 6901, as a URI fragment: `#/items/0/sku`. */
const pointerOf = (path: readonly PropertyKey[]): string =>
  `#${path.map((key) => `/${encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;
