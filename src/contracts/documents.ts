import type { Protos } from './proto/proto.ts';
import type { JsonSchema } from './schema/json-schema.ts';

/** The parts of an OpenAPI document that are compared. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
}

export interface Body {
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

export interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
  readonly 'x-idempotent'?: boolean | 'by-key';
}

/** The parts of an AsyncAPI document that are compared. */
export interface AsyncApi {
  readonly channels: Readonly<Record<string, { readonly messages: Readonly<Record<string, { readonly payload: JsonSchema }>> }>>;
}

/** What a service promises, as the documents of its contract say it. */
export interface ServiceDocuments {
  /** As the architecture model names it. */
  readonly service: string;
  /** The file that holds the contract, relative to the root of the system. */
  readonly file: string;
  readonly openapi: OpenApi;
  readonly asyncapi: AsyncApi;
}

/** All that a service promises: its documents, and its proto files. */
export interface ServicePromises extends ServiceDocuments {
  readonly protos: Protos;
}

export const bodyOf = ({ content }: Body): JsonSchema | undefined => Object.values(content ?? {})[0]?.schema;
