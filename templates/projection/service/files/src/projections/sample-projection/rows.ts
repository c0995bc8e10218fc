import type { ProjectedEvent } from '@sample-system/chassis';
import type { Kysely } from 'kysely';

/** The tables as the routes read them. They lie in a database schema of the projection's own, and are made anew when its version is raised. */
export interface SampleProjectionTables {
  readonly sample_projection: {
    /** What the row is about. */
    readonly id: string;
    readonly events: number;
    readonly last_event: string;
    readonly changed_at: Date;
  };
}

export const createRows = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('sample_projection')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('events', 'integer', (column) => column.notNull())
    .addColumn('last_event', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'timestamptz', (column) => column.notNull())
    .execute();
};

/** That something has happened to it, whether its row is there or not. */
export const note = async (rows: Kysely<SampleProjectionTables>, { key: id, type, at }: Pick<ProjectedEvent, 'key' | 'type' | 'at'>): Promise<void> => {
  const last = { last_event: type, changed_at: at };
  await rows
    .insertInto('sample_projection')
    .values({ id, events: 1, ...last })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(({ eb }) => ({ events: eb('sample_projection.events', '+', 1), ...last })))
    .execute();
};
