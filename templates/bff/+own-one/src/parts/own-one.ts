import { createClient, createLoader, found, sideBySide } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import type { z } from 'zod';

const { getSampleItem } = sampleItemContract.routes;

type Key = z.output<typeof getSampleItem.params>['sampleItemId'];

/** sample-item, as views need it. It answers each caller for himself, so nothing of it is kept for others. */
export const ownOneParts = (service: Service) => {
  const client = createClient(service, sampleItemContract);
  const ask = async (sampleItemId: Key) => found(await client.getSampleItem({ params: { sampleItemId } }));
  return {
    /** One a request. Asks for each once, side by side; where sample-item has a route for many, give that in place of `sideBySide`. */
    getSampleItem: () => createLoader(sideBySide(ask)),
  };
};

export type OwnOneParts = ReturnType<typeof ownOneParts>;
