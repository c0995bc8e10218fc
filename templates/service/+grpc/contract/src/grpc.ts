import type { GrpcContract } from '@sample-system/chassis/contract';
import type { SampleItemServiceDefinition } from './generated/sample_item/v1/SampleItemService.ts';

export * as requests from './v1/requests.ts';

/** What this service promises over gRPC, as its proto file says it. `generated/` is made of that file by the script `proto` of this package. */
export const sampleItemGrpc: GrpcContract<SampleItemServiceDefinition> = {
  name: 'sample-item',
  protos: new URL('../proto/', import.meta.url),
  file: 'sample_item/v1/sample_item.proto',
  service: 'sample_item.v1.SampleItemService',
};
