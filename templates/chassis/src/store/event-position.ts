import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** First half of the advisory locks of transactions that have taken positions; the second half is the last position before theirs. */
const lockClass = 1_702_257_519;
/** The half has 31 bits, so what is compared is how far behind the newest position a lock is. */
const mask = 2_147_483_647;

/**
 * One order over the event tables of a service. A position is taken when a row is written, and rows become visible when their transaction
 * commits, which is in another order; `settled_event_position()` is the last position below which nothing can appear any more.
 * Called by the migration of each table that has positions.
 */
export const createEventPosition = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create sequence if not exists event_position`.execute(db);
  // The lock comes before the position, and goes after the commit is visible: a position without a lock is one that is seen or never will be.
  await sql`
    create or replace function next_event_position() returns bigint language plpgsql as $$
    declare floor bigint;
    begin
      if coalesce(current_setting('event_position.floor', true), '') = '' then
        select last_value - case when is_called then 0 else 1 end into floor from event_position;
        perform pg_advisory_xact_lock_shared(${sql.raw(String(lockClass))}, (floor & ${sql.raw(String(mask))})::int);
        perform set_config('event_position.floor', floor::text, true);
      end if;
      return nextval('event_position');
    end $$`.execute(db);
  // The newest position is read before the locks: what is taken between the two is beyond it.
  await sql`
    create or replace function settled_event_position() returns bigint language plpgsql as $$
    declare newest bigint; behind bigint;
    begin
      select last_value - case when is_called then 0 else 1 end into newest from event_position;
      select max((newest - objid::bigint) & ${sql.raw(String(mask))}) into behind from pg_locks
        where locktype = 'advisory' and objsubid = 2 and classid = ${sql.raw(String(lockClass))}
          and database = (select oid from pg_database where datname = current_database())
          and ((newest - objid::bigint) & ${sql.raw(String(mask))}) < ${sql.raw(String((mask + 1) / 2))};
      return newest - coalesce(behind, 0);
    end $$`.execute(db);
};

/** Rows up to here are all there; ask in a statement after this one. */
export const settledPosition = async <Database>(db: Kysely<Database>): Promise<bigint> => {
  const { rows: [row] } = await sql<{ position: string }>`select settled_event_position() as position`.execute(db);
  return BigInt(row?.position ?? 0);
};
