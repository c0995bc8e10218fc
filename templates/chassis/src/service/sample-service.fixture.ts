import { z } from 'zod';
import { loadConfig } from '../config/load-config.ts';
import type { Environment } from '../config/load-config.ts';
import { serviceConfig } from '../config/shapes.ts';
import type { ServiceContract } from '../contract/contract.ts';
import { createService } from './create-service.ts';
import type { Service } from './service.ts';

export const booksContract = {
  name: 'books',
  version: '1.2.0',
  events: {},
  routes: {
    getBook: {
      method: 'GET',
      path: '/v1/books/:bookId',
      summary: 'One book',
      params: z.object({ bookId: z.string().min(2) }),
      query: z.object({ edition: z.coerce.number().int().positive().default(1) }),
      responses: { 200: z.object({ bookId: z.string(), edition: z.int() }), 404: z.object({ missing: z.string() }) },
    },
    addBook: {
      method: 'POST',
      path: '/v1/books',
      body: z.object({ title: z.string().min(1), tags: z.array(z.object({ name: z.string() })).default([]) }),
      responses: { 201: z.object({ bookId: z.string() }) },
    },
    removeBook: { method: 'DELETE', path: '/v1/books/:bookId', params: z.object({ bookId: z.string() }), responses: { 204: null } },
  },
} as const satisfies ServiceContract;

/** A service of the books contract without handlers, silent, on any free port. */
export const booksService = (env: Environment = {}): Service =>
  createService({ name: 'books', contract: booksContract, config: loadConfig(serviceConfig, { LOG_LEVEL: 'silent', ...env }) });
