import type { Kysely } from 'kysely';
import type { AggregateTables } from './aggregate-tables.ts';
import type { AggregateDefinition, EventKinds, EventOf } from './define-aggregate.ts';
import { upcast } from './upcast.ts';

export type Loaded<State> = {
  readonly state: State;
  /** 0: nothing has happened to it. */
  readonly version: number;
};

type Readable<State, Kinds extends EventKinds> = Pick<AggregateDefinition<State, never, Kinds>, 'name' | 'events' | 'initial' | 'evolve' | 'snapshot'>;

/** @throws Error where an event is missing */
export const load = async <State, Kinds extends EventKinds>(db: Kysely<AggregateTables>, definition: Readable<State, Kinds>, id: string): Promise<Loaded<State>> => {
  const { name, events, initial, evolve } = definition;
  const from = await newestSnapshot(db, definition, id) ?? { state: initial, version: 0 };
  const rows = await db.selectFrom('aggregate_event').select(['version', 'type', 'schema', 'data']).where('aggregate', '=', name).where('id', '=', id).where('version', '>', from.version).orderBy('version').execute();
  return rows.reduce<Loaded<State>>(({ state, version }, row) => {
    if (row.version !== version + 1) throw new Error(`${name} ${id} has no event ${version + 1}, and one ${row.version}.`);
    return { state: evolve(state, upcast(events, row) as EventOf<Kinds>), version: row.version };
  }, from);
};

const newestSnapshot = async <State, Kinds extends EventKinds>(db: Kysely<AggregateTables>, { name, snapshot }: Readable<State, Kinds>, id: string): Promise<Loaded<State> | undefined> => {
  if (snapshot === undefined) return undefined;
  const row = await db.selectFrom('aggregate_snapshot').select(['version', 'state']).where('aggregate', '=', name).where('id', '=', id).where('form', '=', snapshot.version).executeTakeFirst();
  const parsed = row && snapshot.state.safeParse(row.state);
  return parsed?.success === true && row !== undefined ? { state: parsed.data, version: row.version } : undefined;
};
