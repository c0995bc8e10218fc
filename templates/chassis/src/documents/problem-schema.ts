import { z } from 'zod';
import type { ZodType } from 'zod';

/** An answer that its contract declares as problem details (RFC 9457): it has their three members. */
export const isProblemSchema = (schema: ZodType | null | undefined): boolean =>
  schema instanceof z.ZodObject && ['type', 'title', 'status'].every((member) => Object.hasOwn(schema.shape, member));

/** What every answer that is not declared looks like. */
export const anyProblem = {
  type: 'object',
  properties: { type: { type: 'string', format: 'uri-reference' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' } },
  required: ['type', 'title', 'status'],
};
