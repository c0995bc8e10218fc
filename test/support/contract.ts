import type { ZodType } from 'zod';
import type { ServicePromises } from '../../src/contracts/documents.ts';
import { noProtos } from '../../src/contracts/proto/proto.ts';
import type { RouteContract, ServiceContract } from '../../templates/chassis/src/contract/contract.ts';
import { asyncApi, openApi } from '../../templates/chassis/src/documents/documents.ts';

type Parts = Partial<Pick<ServiceContract, 'routes' | 'events'>>;

/** The documents of a contract of `stock`, as the chassis makes them. */
export const documentsOf = ({ routes = {}, events = {} }: Parts): ServicePromises => {
  const contract: ServiceContract = { name: 'stock', version: '1.0.0', routes, events };
  return { service: 'stock', file: 'services/stock/contract/src/contract.ts', openapi: openApi(contract), asyncapi: asyncApi(contract), protos: noProtos };
};

export const post = (body: ZodType): RouteContract => ({ method: 'POST', path: '/v1/things', body, responses: { 204: null } });
export const get = (answer: ZodType): RouteContract => ({ method: 'GET', path: '/v1/things', responses: { 200: answer } });
