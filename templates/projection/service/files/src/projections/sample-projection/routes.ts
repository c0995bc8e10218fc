import { Problem } from '@sample-system/chassis';
import type { Service } from '@sample-system/chassis';
import { sampleReaderContract } from '@sample-system/sample-reader-contract';
import type { Kysely } from 'kysely';
import type { SampleProjectionTables } from './rows.ts';

const { getSampleProjection, listSampleProjection } = sampleReaderContract.routes;

const toBody = ({ id, events, last_event: lastEvent, changed_at: changedAt }: SampleProjectionTables['sample_projection']) => ({ id, events, lastEvent, changedAt: changedAt.toISOString() });

export const sampleProjectionRoutes = (service: Service, rows: Kysely<SampleProjectionTables>): void => {
  service.route(getSampleProjection, async ({ params: { id } }) => {
    const row = await rows.selectFrom('sample_projection').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new Problem({ status: 404, type: 'unknown-sample-projection', title: 'No such sample-projection', detail: `Nothing has been heard of ${id}.` });
    return { status: 200, body: toBody(row) };
  });

  service.route(listSampleProjection, async ({ query: { limit, after } }) => {
    const items = await rows.selectFrom('sample_projection').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute();
    const last = items.at(-1);
    return { status: 200, body: { items: items.map(toBody), next: last !== undefined && items.length === limit ? last.id : null } };
  });
};
