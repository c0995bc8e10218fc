/** What somebody who looks after sagas can see and do, on the database alone: the service need not run. */

/** Runs a statement with `$1`, `$2`, … and resolves to its rows. */
export type Query = (text: string, values: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

export type SagaSummary = {
  readonly name: string;
  readonly id: string;
  readonly state: string;
  /** In hand, or next. */
  readonly step: string | undefined;
  /** Steps that are still to be undone, and those that could not be. */
  readonly undo: readonly string[];
  readonly stuck: readonly string[];
  readonly turnedAt: string | undefined;
  readonly reason: string | undefined;
  /** Why it is parked, and what could not be undone. */
  readonly alarm: string | undefined;
  readonly startedAt: Date;
  readonly endedAt: Date | undefined;
};

export type SagaAttempt = { readonly step: string; readonly operation: string; readonly attempt: number; readonly outcome: string; readonly error: string | undefined; readonly at: Date };
export type SagaDetails = SagaSummary & { readonly steps: readonly string[]; readonly input: unknown; readonly results: unknown; readonly attempts: readonly SagaAttempt[] };

export type SagaId = { readonly name: string; readonly id: string };

/** Newest first. `open`: running, compensating or parked. */
export const listSagas = async (query: Query, { state = 'open', name, limit = 100 }: { readonly state?: string; readonly name?: string; readonly limit?: number } = {}): Promise<readonly SagaSummary[]> => {
  const rows = await query(
    `select * from saga where ($1 = 'all' or ($1 = 'open' and ended_at is null) or state = $1) and ($2::text is null or name = $2) order by created_at desc limit $3`,
    [state, name ?? null, limit],
  );
  return rows.map(toSummary);
};

export const showSaga = async (query: Query, { name, id }: SagaId): Promise<SagaDetails | undefined> => {
  const [row] = await query('select * from saga where name = $1 and id = $2', [name, id]);
  if (row === undefined) return undefined;
  const attempts = await query('select step, operation, attempt, outcome, error, at from saga_attempt where name = $1 and id = $2 order by position', [name, id]);
  return {
    ...toSummary(row),
    steps: row['steps'] as readonly string[],
    input: row['input'],
    results: row['results'],
    attempts: attempts.map((attempt) => ({ ...attempt, error: attempt['error'] ?? undefined })) as unknown as readonly SagaAttempt[],
  };
};

/** Why nothing was done; undefined where it was. */
export type Refusal = string | undefined;

/** A parked saga tries again what it is parked at, with all its attempts: the step, or the compensations that did not hold. */
export const retrySaga = async (query: Query, saga: SagaId): Promise<Refusal> =>
  change(query, saga, `
    state = case when stuck = '[]' then 'running' else 'compensating' end,
    step = case when stuck = '[]' then step else stuck ->> 0 end,
    undo = stuck, stuck = '[]'`);

/** A parked saga goes on forward: to the step that it is parked at, or that it turned back at. Only while nothing is undone. */
export const resumeSaga = async (query: Query, saga: SagaId): Promise<Refusal> => {
  const { name, id } = saga;
  const undone = await query(`select step from saga_attempt where name = $1 and id = $2 and operation = 'compensation' and outcome = 'done'`, [name, id]);
  if (undone.length > 0) return `${undone.map(({ step }) => String(step)).join(', ')}: undone already, so the saga can only go back`;
  return change(query, saga, `state = 'running', step = coalesce(turned_at, step), turned_at = null, reason = null, refused = false, undo = '[]', stuck = '[]'`);
};

/** A parked saga takes for done what it is parked at: somebody did it by hand. */
export const settleSaga = async (query: Query, saga: SagaId): Promise<Refusal> =>
  change(query, saga, `
    state = case when stuck = '[]' then 'running' else 'compensating' end,
    step = case when stuck = '[]' then (select next.name from jsonb_array_elements_text(steps) with ordinality as next (name, position)
      where next.position > (select own.position from jsonb_array_elements_text(steps) with ordinality as own (name, position) where own.name = step)
      order by next.position limit 1) end,
    undo = '[]', stuck = '[]'`);

const change = async (query: Query, { name, id }: SagaId, columns: string): Promise<Refusal> => {
  const changed = await query(
    `with changed as (update saga set ${columns}, attempt = 0, alarm = null, lease = null, waiting = false, due_at = now()
       where name = $1 and id = $2 and state = 'parked' returning id)
     select pg_notify('saga_due', '') from changed`,
    [name, id],
  );
  if (changed.length > 0) return undefined;
  const [row] = await query('select state from saga where name = $1 and id = $2', [name, id]);
  return row === undefined ? `there is no saga ${name} with the id ${id}` : `it is ${String(row['state'])}, not parked`;
};

const toSummary = (row: Record<string, unknown>): SagaSummary => ({
  name: row['name'] as string,
  id: row['id'] as string,
  state: row['state'] as string,
  step: (row['step'] as string | null) ?? undefined,
  undo: row['undo'] as readonly string[],
  stuck: row['stuck'] as readonly string[],
  turnedAt: (row['turned_at'] as string | null) ?? undefined,
  reason: (row['reason'] as string | null) ?? undefined,
  alarm: (row['alarm'] as string | null) ?? undefined,
  startedAt: row['created_at'] as Date,
  endedAt: (row['ended_at'] as Date | null) ?? undefined,
});
