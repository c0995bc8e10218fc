import type { ExpressionBuilder, Kysely, Selectable } from 'kysely';
import type { SampleItem, SampleItemStore } from '../domain/sample-item.ts';
import type { AnnounceCreated } from '../events/created.ts';
import type { Database } from './database.ts';

export const createSampleItemStore = (db: Kysely<Database>, announce: AnnounceCreated): SampleItemStore => ({
  add: async (item) => db.transaction().execute(async (trx) => {
    await trx.insertInto('sample_item').values({ sample_item_id: item.sampleItemId, title: item.title, created_at: item.createdAt }).execute();
    await announce(trx, item);
  }),
  find: async (sampleItemId) => {
    const row = await db.selectFrom('sample_item').selectAll().where('sample_item_id', '=', sampleItemId).executeTakeFirst();
    return row && toSampleItem(row);
  },
  list: async ({ limit, after }) => {
    const all = db.selectFrom('sample_item').selectAll().orderBy('created_at').orderBy('sample_item_id').limit(limit);
    const page = after === undefined ? all : all.where(isAfter(after));
    return (await page.execute()).map(toSampleItem);
  },
});

/** Rows behind the given one; by age and id together, because two may be of the same millisecond. */
const isAfter = (sampleItemId: string) => ({ eb, refTuple, selectFrom }: ExpressionBuilder<Database, 'sample_item'>) =>
  eb(
    refTuple('created_at', 'sample_item_id'),
    '>',
    selectFrom('sample_item as last').select(['last.created_at', 'last.sample_item_id']).where('last.sample_item_id', '=', sampleItemId).$asTuple('created_at', 'sample_item_id'),
  );

const toSampleItem = (row: Selectable<Database['sample_item']>): SampleItem => ({
  sampleItemId: row.sample_item_id,
  title: row.title,
  createdAt: row.created_at,
});
