import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import { loadConfig } from '../config/load-config.ts';
import { serviceConfig } from '../config/shapes.ts';
import type { GrpcContract } from '../contract/grpc-contract.ts';
import { createService } from '../service/create-service.ts';
import { contractsIn, type ConsumerContract, type InteractionsWith } from '../testing/consumer-contracts.ts';
import { createGrpcClient, type GrpcClient } from './grpc-client.ts';
import { healthDefinition } from './health-service.ts';

type ClientOf<Contract extends GrpcContract> = Contract extends GrpcContract<infer Definition> ? GrpcClient<Definition> : never;

export type TestGrpcClient<Contract extends GrpcContract> = {
  readonly client: ClientOf<Contract>;
  readonly close: () => Promise<void>;
};

/** A client of a service that runs at a URL (`grpc://127.0.0.1:50051`), guarded as those of services are. */
export const testGrpcClient = <Definition extends object>(contract: GrpcContract<Definition>, url: string): { readonly client: GrpcClient<Definition>; readonly close: () => Promise<void> } => {
  const config = loadConfig(serviceConfig, { STATIC_SERVICES: `${contract.name}=${url}`, LOG_LEVEL: 'silent' });
  const caller = createService({ name: 'consumer', contract: { name: 'consumer', version: '1.0.0', routes: {}, events: {} }, config });
  return { client: createGrpcClient(caller, contract), close: caller.close };
};

/** What a consumer relies on, as `Interactions` of `chassis/testing` say it for HTTP. */
export type GrpcInteractions<Contract extends GrpcContract> = InteractionsWith<ClientOf<Contract>>;

/** What the services below a folder rely on at a provider over gRPC, as `test/contracts/<provider>-grpc.ts` says it. */
export const grpcConsumerContracts = <Contract extends GrpcContract>(services: string, provider: Contract): Promise<readonly ConsumerContract<ClientOf<Contract>>[]> => contractsIn(services, `${provider.name}-grpc`);

/** What `grpc.health.v1` says of a service at a URL: `SERVING`, `NOT_SERVING`; `''` is the server as a whole. Rejects for one that it does not know. */
export const grpcHealth = async (url: string, service = ''): Promise<string> => {
  const { path, requestSerialize, responseDeserialize } = healthDefinition.Check;
  const client = new Client(url.replace('grpc://', ''), credentials.createInsecure());
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  client.makeUnaryRequest(path, requestSerialize, responseDeserialize, { service }, (error: ServiceError | null, told) => {
    if (told === undefined) reject(error ?? new Error('no answer'));
    else resolve(told.status);
  });
  return promise.finally(() => { client.close(); });
};
