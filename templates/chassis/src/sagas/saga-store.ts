import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { Move, Outcome } from './move.ts';
import { kindOf } from './move.ts';
import type { SagaRow, SagaTables } from './saga-tables.ts';

/** There are sagas to go on with. */
export const dueChannel = 'saga_due';
/** A saga has come to rest: `<saga> <id>`. */
export const endedChannel = 'saga_ended';

/** Somebody else has the saga now, or it was taken from here: nothing may be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

const after = (ms: number): RawBuilder<Date> => sql<Date>`now() + make_interval(secs => ${ms / 1000})`;
const asJson = (value: unknown): string => JSON.stringify(value);

export type NewSaga = Pick<SagaRow, 'name' | 'id' | 'steps' | 'input' | 'headers'>;

/** False where there is a saga with this name and id already. */
export const insertSaga = async (trx: Kysely<SagaTables>, { name, id, steps, input, headers }: NewSaga): Promise<boolean> => {
  const row = { name, id, state: 'running' as const, steps: asJson(steps), step: steps[0] ?? null, input: asJson(input), headers: asJson(headers) };
  const started = await trx
    .with('started', (query) => query.insertInto('saga').values({ ...row, undo: '[]', stuck: '[]', results: '{}' }).onConflict((conflict) => conflict.doNothing()).returning('id'))
    .selectFrom('started')
    .select(sql`pg_notify(${dueChannel}, '')`.as('notified'))
    .execute();
  return started.length > 0;
};

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
    update saga set lease = gen_random_uuid(), due_at = now() + (${asJson(Object.fromEntries(leases))}::jsonb ->> saga.name)::int * interval '1 millisecond'
    from due where saga.name = due.name and saga.id = due.id
    returning saga.*, due.interrupted`.execute(db);
  return rows;
};

export type Change = {
  readonly saga: SagaRow;
  readonly move: Move;
  readonly outcome: Outcome;
  /** Milliseconds for which the saga stays with this runner; none gives it back. */
  readonly leaseMs: number | undefined;
};

const isAtRest = ({ state }: Pick<Move, 'state'>): boolean => state !== 'running' && state !== 'compensating';

/**
 * The end of an attempt and what comes next, in one statement.
 * @throws LeaseLost and changes nothing when the saga is not what it was when it was taken.
 */
export const writeMove = async (db: Kysely<SagaTables>, { saga, move, outcome, leaseMs }: Change): Promise<void> => {
  const moved = await db
    .with('moved', (query) => query
      .updateTable('saga')
      .set(columnsOf(saga, { move, outcome, leaseMs }))
      .where('name', '=', saga.name)
      .where('id', '=', saga.id)
      .where('state', '=', saga.state)
      .where(sql`step`, 'is not distinct from', saga.step)
      .where('attempt', '=', saga.attempt)
      .where('waiting', '=', saga.waiting)
      .where(sql`lease`, 'is not distinct from', saga.lease)
      .returning('id'))
    .with('logged', (query) => query
      .insertInto('saga_attempt')
      .columns(['name', 'id', 'step', 'operation', 'attempt', 'outcome', 'error'])
      .expression((log) => log.selectFrom('moved').select([
        sql<string>`${saga.name}::text`.as('name'), sql<string>`${saga.id}::text`.as('id'), sql<string>`${saga.step ?? ''}::text`.as('step'), sql<'action'>`${kindOf(saga)}::text`.as('operation'),
        sql<number>`${saga.attempt + 1}::int`.as('attempt'), sql<'done'>`${outcome.kind}::text`.as('outcome'), sql<string>`${'reason' in outcome ? outcome.reason : null}::text`.as('error'),
      ])))
    .selectFrom('moved')
    .select(notification(saga, move, leaseMs).as('notified'))
    .execute();
  if (moved.length === 0) throw new LeaseLost(`saga ${saga.name} ${saga.id} is in other hands`);
};

const columnsOf = (saga: SagaRow, { move, outcome, leaseMs }: Omit<Change, 'saga'>) => ({
  state: move.state,
  step: move.step,
  attempt: move.attempt,
  undo: asJson(move.undo),
  stuck: asJson(move.stuck),
  turned_at: move.turned_at,
  reason: move.reason,
  refused: move.refused,
  alarm: move.alarm,
  waiting: move.waiting,
  lease: leaseMs === undefined ? null : saga.lease,
  due_at: after(leaseMs ?? move.pauseMs),
  ...(outcome.kind === 'done' && outcome.result !== undefined && saga.step !== null && { results: asJson({ ...saga.results, [saga.step]: outcome.result }) }),
  ...((move.state === 'completed' || move.state === 'compensated') && { ended_at: sql<Date>`now()` }),
});

const notification = (saga: SagaRow, move: Move, leaseMs: number | undefined): RawBuilder<unknown> => {
  if (isAtRest(move)) return sql`pg_notify(${endedChannel}, ${`${saga.name} ${saga.id}`})`;
  // Given back with nothing to wait for: whoever is there goes on.
  return leaseMs === undefined && move.pauseMs === 0 ? sql`pg_notify(${dueChannel}, '')` : sql`null`;
};

/** Of one saga. `lock`: nobody changes it until the transaction ends. */
export const readSaga = async (db: Kysely<SagaTables>, { name, id, lock = false }: { readonly name: string; readonly id: string; readonly lock?: boolean }): Promise<SagaRow | undefined> =>
  db.selectFrom('saga').selectAll().where('name', '=', name).where('id', '=', id).$if(lock, (query) => query.forUpdate()).executeTakeFirst();

export const forgetSagas = async (db: Kysely<SagaTables>, olderThanDays: number): Promise<void> => {
  await db.deleteFrom('saga').where('ended_at', '<', sql<Date>`now() - make_interval(days => ${olderThanDays})`).execute();
};
