import { fileURLToPath } from 'node:url';
import type { GrpcContract } from '@sample-system/chassis/contract';
import type { SampleItemServiceDefinition } from '../../templates/service/+grpc/contract/src/generated/sample_item/v1/SampleItemService.ts';

const protos = new URL('../../templates/service/+grpc/contract/proto/', import.meta.url);
export const file = 'sample_item/v1/sample_item.proto';
export const includeDirs = [fileURLToPath(protos)];

/** What a service promises that `ms add-service --api grpc` makes, and an item as it answers with. */
export const itemGrpc: GrpcContract<SampleItemServiceDefinition> = { name: 'sample-item', protos, file, service: 'sample_item.v1.SampleItemService' };
export const item = (sampleItemId: string) => ({ sampleItemId, title: 'A thing with a name of usual length', createdAt: '2026-01-01T00:00:00.000Z' });
