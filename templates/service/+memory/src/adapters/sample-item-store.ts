import type { SampleItem, SampleItemStore } from '../domain/sample-item.ts';
import type { AnnounceCreated } from '../events/created.ts';

/** Kept in this process alone: gone when it ends, unknown to other instances. */
export const createSampleItemStore = (announce: AnnounceCreated): SampleItemStore => {
  const items = new Map<string, SampleItem>();
  return {
    add: async (item) => {
      items.set(item.sampleItemId, item);
      await announce(item);
    },
    find: async (sampleItemId) => items.get(sampleItemId),
    list: async ({ limit, after }) => {
      const all = [...items.values()];
      const start = after === undefined ? 0 : all.findIndex(({ sampleItemId }) => sampleItemId === after) + 1;
      return all.slice(start, start + limit);
    },
  };
};
