import type { GrpcInteractions } from '@sample-system/chassis/grpc/testing';
import type { sampleItemGrpc } from '@sample-system/sample-item-contract/grpc';

/**
 * What this service relies on at sample-item over gRPC. The tests of sample-item run it against the real service: a change there that would break this one is red there.
 * Ask as the client here does, and expect of the answer what is read here, no more:
 *
 *     'tells when there is none': async (sampleItem) => {
 *       await expect(sampleItem.getSampleItem({ sampleItemId: randomUUID() })).rejects.toMatchObject({ code: status.NOT_FOUND });
 *     },
 */
export const interactions: GrpcInteractions<typeof sampleItemGrpc> = {};
