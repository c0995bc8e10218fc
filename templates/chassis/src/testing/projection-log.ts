import type { Kysely } from 'kysely';
import { aggregateTablesIn } from '../aggregate/aggregate-tables.ts';
import type { ProjectionDefinition, Source } from '../projection/define-projection.ts';
import { prepare } from '../projection/generation.ts';
import { projectBatch } from '../projection/project.ts';
import { projectionTablesIn } from '../projection/projection-tables.ts';

/** What a source of a projection tells, as if it had come by the inbox, or been decided by the aggregate. */
export type Happening = {
  readonly key: string;
  /** Of the event, as the service keeps it. */
  readonly data: unknown;
};

/** Writes an event where projections of the service read it. */
export const happen = async <Tables>(db: Kysely<unknown>, source: Source<Tables>, { key, data }: Happening): Promise<void> => {
  if (source.from === 'aggregate') await decided(db, source, { key, data });
  else await projectionTablesIn(db).insertInto('received_event').values({ type: source.type, source: source.contract.name, event_id: crypto.randomUUID(), key, data: JSON.stringify(data), happened_at: new Date() }).execute();
};

const decided = async <Tables>(db: Kysely<unknown>, { aggregate, type, kinds }: Extract<Source<Tables>, { readonly from: 'aggregate' }>, { key: id, data }: Happening): Promise<void> => {
  await aggregateTablesIn(db).transaction().execute(async (trx) => {
    const { last } = await trx.selectFrom('aggregate_event').select(({ fn }) => fn.max('version').as('last')).where('aggregate', '=', aggregate).where('id', '=', id).executeTakeFirstOrThrow();
    await trx.insertInto('aggregate_event').values({ aggregate, id, version: (last ?? 0) + 1, type, schema: kinds[type]?.version ?? 1, data: JSON.stringify(data), headers: '{}', caused_by: null }).execute();
  });
};

/**
 * Builds a projection again from all that has happened, as a raised version would, and puts it in the place of the live one.
 * Gives the number of events; services that run the present version leave it alone from then on.
 */
export const buildAgain = async <Tables>(db: Kysely<unknown>, definition: ProjectionDefinition<Tables>): Promise<number> => {
  const { version } = await projectionTablesIn(db).selectFrom('projection').select(({ fn }) => fn.max('version').as('version')).where('name', '=', definition.name).executeTakeFirstOrThrow();
  const next = { ...definition, version: (version ?? 0) + 1 };
  await prepare(db, next);
  for (let applied = 0; ;) {
    const progress = await projectBatch(db, next);
    applied += progress.applied;
    // The first one has nobody's place to take: it is live from the beginning.
    if (!progress.more) return applied;
  }
};
