import { createClient, found } from '@sample-system/chassis';
import type { Caches, Service } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';

const { listSampleItem } = sampleItemContract.routes;

/** sample-item, as views need it. */
export const sharedAllParts = (service: Service, caches: Caches) => {
  const client = createClient(service, sampleItemContract);
  // The same for everybody who asks, and for a moment not asked again.
  const kept = caches.open({ name: 'sample-item-list-sample-item', value: listSampleItem.responses[200], ttlMs: 5_000 });
  return {
    listSampleItem: async () => (await kept.get('all', async ({ signal }) => found(await client.listSampleItem({ query: {} }, { signal })) ?? undefined)) ?? null,
  };
};

export type SharedAllParts = ReturnType<typeof sharedAllParts>;
