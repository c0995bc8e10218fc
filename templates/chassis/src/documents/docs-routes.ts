import type { FastifyInstance } from 'fastify';
import type { ServiceContract } from '../contract/contract.ts';
import { asyncApi } from './asyncapi.ts';
import { openApi } from './openapi.ts';

/** `/docs/json` is OpenAPI, `/docs/asyncapi` AsyncAPI. Made once: a contract does not change while its service runs. */
export const addDocsRoutes = (app: FastifyInstance, contract: ServiceContract): void => {
  const documents = { '/docs/json': openApi(contract), '/docs/asyncapi': asyncApi(contract) };
  for (const [path, document] of Object.entries(documents)) app.get(path, { config: { quiet: true } }, () => document);
};
