import type { OpenApi, Operation } from './documents.ts';

/** An operation and where it is called. */
export interface Route {
  /** Upper case. */
  readonly method: string;
  /** `/v1/orders/{orderId}` */
  readonly path: string;
  readonly operation: Operation;
  /** That `$ref`s lead through. */
  readonly document: OpenApi;
}

export const listRoutes = (document: OpenApi): readonly Route[] =>
  Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation, document })));

/** What a parameter is called does not show in a request. */
const shape = (path: string): string => path.replaceAll(/\{\w+\}|:\w+/g, '{}');

export const samePath = (one: string, other: string): boolean => shape(one) === shape(other);

/** Names of the parameters, in the order in which they stand. */
export const pathParameters = (path: string): readonly string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
