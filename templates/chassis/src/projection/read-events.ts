import type { Kysely } from 'kysely';
import { aggregateTablesIn } from '../aggregate/aggregate-tables.ts';
import { upcast } from '../aggregate/upcast.ts';
import type { AggregateSource, Apply, ContractSource, ProjectedEvent, Source } from './define-projection.ts';
import { projectionTablesIn } from './projection-tables.ts';

/** An event, where it stands, and what is to be done with it. */
export type Place<Tables> = {
  readonly position: bigint;
  readonly event: ProjectedEvent;
  readonly apply: Apply<never, Tables>;
};

export type Stretch = {
  readonly after: bigint;
  /** Settled: nothing appears before it any more. */
  readonly upTo: bigint;
  readonly limit: number;
};

/** The next events of all sources, in the one order that they have. */
export const readEvents = async <Tables>(db: Kysely<unknown>, sources: readonly Source<Tables>[], stretch: Stretch): Promise<readonly Place<Tables>[]> => {
  const own = sources.filter((source): source is AggregateSource<Tables> => source.from === 'aggregate');
  const others = sources.filter((source): source is ContractSource<Tables> => source.from === 'contract');
  const places = [...await readOwn(db, own, stretch), ...await readReceived(db, others, stretch)];
  return places.sort((a, b) => Number(a.position - b.position)).slice(0, stretch.limit);
};

const readOwn = async <Tables>(db: Kysely<unknown>, sources: readonly AggregateSource<Tables>[], { after, upTo, limit }: Stretch): Promise<readonly Place<Tables>[]> => {
  if (sources.length === 0) return [];
  const rows = await aggregateTablesIn(db)
    .selectFrom('aggregate_event')
    .select(['position', 'aggregate', 'id', 'type', 'schema', 'data', 'at'])
    .where('position', '>', String(after))
    .where('position', '<=', String(upTo))
    .where(({ or, and }) => or(sources.map(({ aggregate, type }) => and({ aggregate, type }))))
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.flatMap(({ position, aggregate, id, at, ...kept }) =>
    sources.filter((source) => source.aggregate === aggregate && source.type === kept.type)
      .map(({ kinds, apply }) => ({ position: BigInt(position), event: { ...upcast(kinds, kept), key: id, at }, apply })));
};

const readReceived = async <Tables>(db: Kysely<unknown>, sources: readonly ContractSource<Tables>[], { after, upTo, limit }: Stretch): Promise<readonly Place<Tables>[]> => {
  if (sources.length === 0) return [];
  const rows = await projectionTablesIn(db)
    .selectFrom('received_event')
    .select(['position', 'type', 'key', 'data', 'happened_at'])
    .where('position', '>', String(after))
    .where('position', '<=', String(upTo))
    .where('type', 'in', sources.map(({ type }) => type))
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.flatMap(({ position, type, key, data, happened_at: at }) =>
    sources.filter((source) => source.type === type).map(({ apply }) => ({ position: BigInt(position), event: { type, key, data, at }, apply })));
};
