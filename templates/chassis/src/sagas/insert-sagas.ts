import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { keyOfSaga } from './key.ts';
import type { SagaRow, SagaTables } from './saga-tables.ts';

export type NewSaga = Pick<SagaRow, 'name' | 'id' | 'steps' | 'input' | 'headers'> & {
  /** Milliseconds for which it is in the hand of who starts it; none leaves it to any runner. */
  readonly leaseMs: number | undefined;
};

/** Any number of sagas in one statement. One result a saga: undefined where there is one with this name and id already. */
export const insertSagas = async (db: Kysely<SagaTables>, sagas: readonly NewSaga[]): Promise<readonly (SagaRow | undefined)[]> => {
  const { rows } = await sql<SagaRow>`
    insert into saga (name, id, state, steps, step, input, headers, lease, due_at)
    select name, id, 'running', steps, steps ->> 0, input, headers, lease, now() + lease_ms * interval '1 millisecond'
    from jsonb_to_recordset(${JSON.stringify(sagas.map(toRecord))}::jsonb) as new(name text, id text, steps jsonb, input jsonb, headers jsonb, lease uuid, lease_ms int)
    order by name, id
    on conflict do nothing returning *`.execute(db);
  const started = new Map(rows.map((row) => [keyOfSaga(row), row]));
  return sagas.map((saga) => {
    const row = started.get(keyOfSaga(saga));
    // Of two of one id the first is started.
    started.delete(keyOfSaga(saga));
    return row;
  });
};

const toRecord = ({ leaseMs = 0, ...saga }: NewSaga) => ({ ...saga, input: saga.input ?? null, lease: leaseMs === 0 ? null : randomUUID(), lease_ms: leaseMs });
