import { Problem } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { sampleItemContract } from '@sample-system/sample-item-contract';
import { createSampleItem } from '../domain/sample-item.ts';
import type { SampleItemStore } from '../domain/sample-item.ts';
import { toBody } from './to-body.ts';

const { routes } = sampleItemContract;

export const sampleItemRoutes = (service: Service, store: SampleItemStore): void => {
  service.route(routes.createSampleItem, async ({ body }) => ({ status: 201, body: toBody(await createSampleItem(store, body.title)) }));

  service.route(routes.getSampleItem, async ({ params }) => {
    const item = await store.find(params.sampleItemId);
    if (item === undefined) throw new Problem({ status: 404, type: 'unknown-sample-item', title: 'No such sample-item', detail: `Nothing is known of ${params.sampleItemId}.` });
    return { status: 200, body: toBody(item) };
  });

  service.route(routes.listSampleItem, async ({ query: { limit, after } }) => {
    const items = await store.list({ limit, after });
    const last = items.at(-1);
    return { status: 200, body: { items: items.map(toBody), next: items.length === limit && last ? last.sampleItemId : null } };
  });
};
