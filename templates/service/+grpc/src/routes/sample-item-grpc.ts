import { Problem } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { checked, serveGrpc } from '@sample-system/chassis/grpc';
import { requests, sampleItemGrpc } from '@sample-system/sample-item-contract/grpc';
import { createSampleItem } from '../domain/sample-item.ts';
import type { SampleItemStore } from '../domain/sample-item.ts';
import { toBody } from './to-body.ts';

export const sampleItemGrpcRoutes = (service: Service, store: SampleItemStore): void => {
  serveGrpc(service, sampleItemGrpc, {
    createSampleItem: async ({ message }) => toBody(await createSampleItem(store, checked(requests.createSampleItem, message).title)),

    getSampleItem: async ({ message }) => {
      const { sampleItemId } = checked(requests.getSampleItem, message);
      const item = await store.find(sampleItemId);
      if (item === undefined) throw new Problem({ status: 404, type: 'unknown-sample-item', title: 'No such sample-item', detail: `Nothing is known of ${sampleItemId}.` });
      return toBody(item);
    },

    listSampleItem: async ({ message }) => {
      const { limit, after } = checked(requests.listSampleItem, message);
      const items = await store.list({ limit, after });
      const last = items.at(-1);
      return { items: items.map(toBody), ...(items.length === limit && last && { next: last.sampleItemId }) };
    },
  });
};
