import { createClient, createLoader, found, sideBySide } from '@sample-system/chassis';
import type { Caches, Service } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import type { z } from 'zod';

const { getSampleItem } = sampleItemContract.routes;

type Key = z.output<typeof getSampleItem.params>['sampleItemId'];

/** sample-item, as views need it. */
export const sharedOneParts = (service: Service, caches: Caches) => {
  const client = createClient(service, sampleItemContract);
  // The same for everybody who asks, and for a moment not asked again.
  const kept = caches.open({ name: 'sample-item-get-sample-item', value: getSampleItem.responses[200], ttlMs: 5_000 });
  const ask = async (sampleItemId: Key) => {
    const value = await kept.get(JSON.stringify(sampleItemId), async ({ signal }) => found(await client.getSampleItem({ params: { sampleItemId } }, { signal })) ?? undefined);
    return value ?? null;
  };
  return {
    /** One a request. Asks for each once, side by side; where sample-item has a route for many, give that in place of `sideBySide`. */
    getSampleItem: () => createLoader(sideBySide(ask)),
  };
};

export type SharedOneParts = ReturnType<typeof sharedOneParts>;
