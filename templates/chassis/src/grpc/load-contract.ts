import { fileURLToPath } from 'node:url';
import { loadSync, type MethodDefinition, type Options, type PackageDefinition, type ServiceDefinition } from '@grpc/proto-loader';
import type { GrpcContract } from '../contract/grpc-contract.ts';

export type GrpcMethod = MethodDefinition<object, object>;

export interface LoadedContract {
  /** By the name that code calls it: `getCatalog`. */
  readonly methods: ReadonlyMap<string, GrpcMethod>;
  readonly definition: ServiceDefinition;
  /** All that the file and its imports declare. */
  readonly declared: PackageDefinition;
}

/** A proto file that cannot be read, or does not have what the contract says of it. */
export class InvalidProto extends Error {
  override readonly name = 'InvalidProto';
}

/** As `proto-loader-gen-types` is told, or types and values would differ. */
export const protoOptions: Options = { longs: String, enums: String, defaults: true, oneofs: true };

const loaded = new WeakMap<GrpcContract, LoadedContract>();

/** @throws InvalidProto */
export const loadContract = (contract: GrpcContract): LoadedContract => {
  const made = loaded.get(contract) ?? load(contract);
  loaded.set(contract, made);
  return made;
};

const load = (contract: GrpcContract): LoadedContract => {
  const declared = declaredIn(contract);
  const found = declared[contract.service];
  if (found === undefined || 'format' in found) throw new InvalidProto(`${contract.file} of ${contract.name} has no service ${contract.service}`);
  const definition: ServiceDefinition = found;
  const streaming = Object.entries(definition).find(([, { requestStream, responseStream }]) => requestStream || responseStream);
  if (streaming !== undefined) throw new InvalidProto(`${contract.service} has the stream ${streaming[0]}: the chassis speaks unary calls only. Put it into a service of its own and serve that by @grpc/grpc-js`);
  return { methods: new Map(Object.entries(definition).map(([name, method]) => [method.originalName ?? name, method])), definition, declared };
};

const declaredIn = ({ name, file, protos }: GrpcContract): PackageDefinition => {
  try {
    return loadSync(file, { ...protoOptions, includeDirs: [fileURLToPath(protos)] });
  } catch (error) {
    throw new InvalidProto(`${file} of ${name} can not be used: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};
