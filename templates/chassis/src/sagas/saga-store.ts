import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { SagaRow, SagaTables } from './saga-tables.ts';

/** There are sagas to go on with. */
export const dueChannel = 'saga_due';
/** A saga has come to rest: `<saga> <id>`. */
export const endedChannel = 'saga_ended';

/** Somebody else has the saga now, or it was taken from here: nothing may be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** `interrupted`: another runner had it when its lease ended. */
export type TakenSaga = SagaRow & { readonly interrupted: boolean };
export type Taking = { readonly leases: ReadonlyMap<string, number>; readonly limit: number };

/** Takes sagas that are due, oldest first, none that another runner is taking. `leases`: milliseconds, by the names of sagas. */
export const takeDue = async (db: Kysely<SagaTables>, { leases, limit }: Taking): Promise<readonly TakenSaga[]> => {
  const { rows } = await sql<TakenSaga>`
    with due as (
      select name, id, lease is not null as interrupted from saga
      where ended_at is null and state <> 'parked' and due_at <= now() and name = any(${[...leases.keys()]})
      order by due_at limit ${limit} for update skip locked
    )
    update saga set lease = gen_random_uuid(), due_at = now() + (${JSON.stringify(Object.fromEntries(leases))}::jsonb ->> saga.name)::int * interval '1 millisecond'
    from due where saga.name = due.name and saga.id = due.id
    returning saga.*, due.interrupted`.execute(db);
  return rows;
};

/** Of one saga. `lock`: nobody changes it until the transaction ends. */
export const readSaga = async (db: Kysely<SagaTables>, { name, id, lock = false }: { readonly name: string; readonly id: string; readonly lock?: boolean }): Promise<SagaRow | undefined> =>
  db.selectFrom('saga').selectAll().where('name', '=', name).where('id', '=', id).$if(lock, (query) => query.forUpdate()).executeTakeFirst();

export const forgetSagas = async (db: Kysely<SagaTables>, olderThanDays: number): Promise<void> => {
  await db.deleteFrom('saga').where('ended_at', '<', sql<Date>`now() - make_interval(days => ${olderThanDays})`).execute();
};
