import type { ZodObject, ZodType, z } from 'zod';

export type { GrpcContract, GrpcMethods } from './grpc-contract.ts';

/**
 * What a service promises to others: its routes and its events, as zod schemas. Types only: a contract package
 * writes `export const ordersContract = { … } satisfies ServiceContract` and needs no run time of the chassis.
 */
export interface ServiceContract {
  /** The name under which the service is discovered: `orders`. */
  readonly name: string;
  /** Version of the contract, not of the implementation: `1.4.0`. */
  readonly version: string;
  /** Routes by operation name (`reserveStock`): the name of the client's method and of the OpenAPI operation. */
  readonly routes: Readonly<Record<string, RouteContract>>;
  /** Events by type, version included (`order.confirmed.v1`): the routing key and the CloudEvents type. */
  readonly events: Readonly<Record<string, EventContract>>;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RouteContract {
  readonly method: HttpMethod;
  /** Path with named parameters, version first: `/v1/orders/:orderId`. */
  readonly path: string;
  readonly summary?: string;
  /**
   * Doing it twice has the effect of doing it once, so clients may retry. GET, PUT and DELETE are by definition.
   * `by-key`: for requests with the same `Idempotency-Key`, which clients then always send; the service answers by `openIdempotency`.
   */
  readonly idempotent?: boolean | 'by-key';
  /** For a known caller only: without the identity that the gateway takes from a token the service answers 401. */
  readonly identity?: boolean;
  readonly params?: ZodObject;
  /** Values arrive as text: `z.coerce.number()` for numbers. */
  readonly query?: ZodObject;
  readonly body?: ZodType;
  /** Body by status; `null` where the answer has no body: `{ 200: order, 204: null, 404: problem }`. */
  readonly responses: Readonly<Record<number, ZodType | null>>;
}

export interface EventContract {
  readonly summary?: string;
  readonly data: ZodType;
  /**
   * The older version that consumers may still have: whoever publishes this event publishes that one beside it, made from the same data.
   * Taken out of the contract when no consumer of it is left.
   */
  readonly replaces?: { readonly type: string; readonly from: (data: never) => unknown };
}

export type EventData<Contract extends ServiceContract, Type extends keyof Contract['events']> = z.output<Contract['events'][Type]['data']>;

type Part<Route extends RouteContract, Key extends 'params' | 'query' | 'body'> = Route[Key] extends ZodType ? Route[Key] : never;

/** What a caller may leave out follows the schema's input, what it gives where the input is coerced follows the output. */
type Given<Schema extends ZodType> = unknown extends z.input<Schema>
  ? z.output<Schema>
  : { [Key in keyof z.input<Schema>]: unknown extends z.input<Schema>[Key] ? z.output<Schema>[Key & keyof z.output<Schema>] : z.input<Schema>[Key] };

/** A part that the contract does not declare is absent from the input. */
type WhereDeclared<Route extends RouteContract, Key extends 'params' | 'query' | 'body', Value> = [Part<Route, Key>] extends [never] ? unknown : { readonly [Name in Key]: Value };

/** `{ params, query, body }` as a caller gives them: only the parts that the route declares. */
export type RouteInput<Route extends RouteContract> = WhereDeclared<Route, 'params', Given<Part<Route, 'params'>>> &
  WhereDeclared<Route, 'query', Given<Part<Route, 'query'>>> &
  WhereDeclared<Route, 'body', z.input<Part<Route, 'body'>>>;

/** `{ params, query, body }` as a handler gets them: validated, coerced, defaults filled in; `undefined` where not declared. */
export interface RouteRequest<Route extends RouteContract> {
  readonly params: [Part<Route, 'params'>] extends [never] ? undefined : z.output<Part<Route, 'params'>>;
  readonly query: [Part<Route, 'query'>] extends [never] ? undefined : z.output<Part<Route, 'query'>>;
  readonly body: [Part<Route, 'body'>] extends [never] ? undefined : z.output<Part<Route, 'body'>>;
}

type ReplyOf<Status extends number, Schema> = Schema extends ZodType
  ? { readonly status: Status; readonly body: z.output<Schema> }
  : { readonly status: Status; readonly body?: undefined };

/** One of the declared answers, told apart by `status`: what a handler returns and what a client's call resolves to. */
export type RouteOutput<Route extends RouteContract> = {
  [Status in keyof Route['responses'] & number]: ReplyOf<Status, Route['responses'][Status]>;
}[keyof Route['responses'] & number];
