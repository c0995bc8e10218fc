import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { kindOf, type Move, type Outcome } from './move.ts';
import type { SagaRow, SagaTables } from './saga-tables.ts';

export type Change = {
  readonly saga: SagaRow;
  readonly move: Move;
  readonly outcome: Outcome;
  /** Milliseconds for which the saga stays with this runner; none gives it back. */
  readonly leaseMs: number | undefined;
};

/**
 * The ends of attempts and what comes next, of any number of sagas in one statement. One result a change: false, with nothing changed, where the
 * saga is not what it was when it was taken.
 */
export const writeMoves = async (db: Kysely<SagaTables>, changes: readonly Change[]): Promise<readonly boolean[]> => {
  const { rows } = await sql<{ readonly position: number }>`
    with change as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(changes.map(toRecord))}::jsonb) as change(
        position int, name text, id text, was_state text, was_step text, was_attempt int, was_waiting boolean, was_lease uuid,
        state text, step text, attempt int, undo jsonb, stuck jsonb, turned_at text, reason text, refused boolean, alarm text, waiting boolean,
        lease uuid, due_ms int, results jsonb, ended boolean, operation text, outcome text, error text)
    ), moved as (
      update saga set
        state = change.state, step = change.step, attempt = change.attempt, undo = change.undo, stuck = change.stuck, turned_at = change.turned_at,
        reason = change.reason, refused = change.refused, alarm = change.alarm, waiting = change.waiting, lease = change.lease,
        due_at = now() + change.due_ms * interval '1 millisecond', results = coalesce(change.results, saga.results),
        ended_at = case when change.ended then now() end
      from change
      where saga.name = change.name and saga.id = change.id and saga.state = was_state and saga.step is not distinct from was_step
        and saga.attempt = was_attempt and saga.waiting = was_waiting and saga.lease is not distinct from was_lease
      returning position
    ), logged as (
      insert into saga_attempt (name, id, step, operation, attempt, outcome, error)
      select name, id, coalesce(was_step, ''), operation, was_attempt + 1, outcome, error from change join moved using (position)
    )
    select position from moved`.execute(db);
  const moved = new Set(rows.map(({ position }) => position));
  return changes.map((_, position) => moved.has(position));
};

const toRecord = ({ saga, move, outcome, leaseMs }: Change, position: number) => {
  const { pauseMs, ...place } = move;
  return {
    ...place,
    position,
    name: saga.name,
    id: saga.id,
    was_state: saga.state,
    was_step: saga.step,
    was_attempt: saga.attempt,
    was_waiting: saga.waiting,
    was_lease: saga.lease,
    lease: leaseMs === undefined ? null : saga.lease,
    due_ms: Math.round(leaseMs ?? pauseMs),
    results: resultsAfter(saga, outcome),
    ended: move.state === 'completed' || move.state === 'compensated',
    operation: kindOf(saga),
    outcome: outcome.kind,
    error: 'reason' in outcome ? outcome.reason : null,
  };
};

/** What steps have kept, with what this one keeps. */
export const resultsAfter = ({ results, step }: Pick<SagaRow, 'results' | 'step'>, outcome: Outcome): SagaRow['results'] =>
  outcome.kind === 'done' && outcome.result !== undefined && step !== null ? { ...results, [step]: outcome.result } : results;
