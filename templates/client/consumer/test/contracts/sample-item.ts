import type { Interactions } from '@sample-system/chassis/testing';
import type { sampleItemContract } from '@sample-system/sample-item-contract';

/**
 * What this service relies on at sample-item. The tests of sample-item run it against the real service: a change there that would break this one is red there.
 * Ask as the client here does, and expect of the answer what is read here, no more:
 *
 *     'tells when there is none': async (sampleItem) => {
 *       expect(await sampleItem.getSampleItem({ params: { sampleItemId: randomUUID() } })).toMatchObject({ status: 404 });
 *     },
 */
export const interactions: Interactions<typeof sampleItemContract> = {};
