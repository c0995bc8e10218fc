import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Service } from '../service/service.ts';
import { settledPosition } from '../store/event-position.ts';
import type { ProjectionDefinition } from './define-projection.ts';
import { projectionTablesIn } from './projection-tables.ts';
import { readEvents } from './read-events.ts';

export type ProjectionMetrics = {
  readonly applied: (projection: string, events: number) => void;
  readonly failed: (projection: string) => void;
  /** How old what is not in it yet is. */
  readonly measure: (db: Kysely<unknown>, definition: ProjectionDefinition<never>) => Promise<void>;
};

export const projectionMetrics = ({ metrics }: Pick<Service, 'metrics'>): ProjectionMetrics => {
  const events = metrics.counter({ name: 'projection_events_total', help: 'Events that were applied to read models', labelNames: ['projection'] });
  const failures = metrics.counter({ name: 'projection_failures_total', help: 'Attempts to bring a read model up to date that failed', labelNames: ['projection'] });
  const lag = metrics.gauge({ name: 'projection_lag_seconds', help: 'Age of the oldest event that is not in a read model; `building`: that is built beside the live one', labelNames: ['projection', 'generation'] });
  return {
    applied: (projection, count) => { events.labels({ projection }).inc(count); },
    failed: (projection) => { failures.labels({ projection }).inc(); },
    measure: async (db, definition) => {
      const upTo = await settledPosition(db);
      const rows = await projectionTablesIn(db).selectFrom('projection').select(['live', 'position', sql<Date>`now()`.as('now')]).where('name', '=', definition.name).execute();
      for (const generation of ['live', 'building'] as const) {
        const row = rows.find(({ live }) => live === (generation === 'live'));
        const [next] = row === undefined ? [] : await readEvents(db, definition.on, { after: BigInt(row.position), upTo, limit: 1 });
        lag.labels({ projection: definition.name, generation }).set(row === undefined || next === undefined ? 0 : Math.max(0, (row.now.getTime() - next.event.at.getTime()) / 1_000));
      }
    },
  };
};
