import { randomUUID } from 'node:crypto';

export interface SampleItem {
  readonly sampleItemId: string;
  readonly title: string;
  readonly createdAt: Date;
}

export interface SampleItemPage {
  readonly limit: number;
  /** Id of the last one of the page before; `undefined` for the first page. */
  readonly after: string | undefined;
}

/** Where they are kept; `app.ts` says in what. */
export interface SampleItemStore {
  /** Tells the other services, too. */
  readonly add: (item: SampleItem) => Promise<void>;
  readonly find: (sampleItemId: string) => Promise<SampleItem | undefined>;
  /** Oldest first. */
  readonly list: (page: SampleItemPage) => Promise<readonly SampleItem[]>;
}

export const createSampleItem = async (store: SampleItemStore, title: string): Promise<SampleItem> => {
  const item: SampleItem = { sampleItemId: randomUUID(), title, createdAt: new Date() };
  await store.add(item);
  return item;
};
