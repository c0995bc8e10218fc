import { createClient, found } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';

/** sample-item, as views need it. It answers each caller for himself, so nothing of it is kept for others. */
export const ownAllParts = (service: Service) => {
  const client = createClient(service, sampleItemContract);
  return {
    listSampleItem: async () => found(await client.listSampleItem({ query: {} })),
  };
};

export type OwnAllParts = ReturnType<typeof ownAllParts>;
