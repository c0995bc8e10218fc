import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Service } from '../service/service.ts';
import { kindOf, type Outcome } from './move.ts';
import type { SagaRow, SagaTables } from './saga-tables.ts';

export type SagaMetrics = {
  readonly attempted: (saga: SagaRow, outcome: Outcome) => void;
  readonly parked: (saga: string) => void;
  readonly leaseLost: (saga: string) => void;
  readonly strayReply: (type: string) => void;
  /** Looks at all that have not ended. */
  readonly measure: (db: Kysely<SagaTables>, names: readonly string[]) => Promise<void>;
};

const openStates = ['running', 'compensating', 'parked'] as const;

export const sagaMetrics = ({ metrics }: Pick<Service, 'metrics'>): SagaMetrics => {
  const steps = metrics.counter({ name: 'saga_attempts_total', help: 'Attempts of steps of sagas', labelNames: ['saga', 'step', 'operation', 'outcome'] });
  const parked = metrics.counter({ name: 'sagas_parked_total', help: 'Sagas that came to where somebody must look', labelNames: ['saga'] });
  const lost = metrics.counter({ name: 'saga_leases_lost_total', help: 'Attempts whose end was not written, as another runner had the saga', labelNames: ['saga'] });
  const stray = metrics.counter({ name: 'saga_stray_replies_total', help: 'Replies that came when nobody waited for them', labelNames: ['type'] });
  const open = metrics.gauge({ name: 'sagas_open', help: 'Sagas that have not ended', labelNames: ['saga', 'state'] });
  const oldest = metrics.gauge({ name: 'saga_oldest_seconds', help: 'Age of the oldest one of them', labelNames: ['saga'] });
  return {
    attempted: (saga, { kind }) => { if (saga.step !== null) steps.labels({ saga: saga.name, step: saga.step, operation: kindOf(saga), outcome: kind }).inc(); },
    parked: (saga) => { parked.labels({ saga }).inc(); },
    leaseLost: (saga) => { lost.labels({ saga }).inc(); },
    strayReply: (type) => { stray.labels({ type }).inc(); },
    measure: async (db, names) => {
      const rows = await countOpen(db);
      for (const saga of names) {
        const own = rows.filter(({ name }) => name === saga);
        for (const state of openStates) open.labels({ saga, state }).set(Number(own.find((row) => row.state === state)?.count ?? 0));
        oldest.labels({ saga }).set(Math.max(0, ...own.map(({ age }) => age)));
      }
    },
  };
};

const countOpen = (db: Kysely<SagaTables>) =>
  db
    .selectFrom('saga')
    .select(({ fn }) => ['name', 'state', fn.countAll<string>().as('count'), sql<number>`extract(epoch from now() - min(created_at))::float8`.as('age')])
    .where('ended_at', 'is', null)
    .groupBy(['name', 'state'])
    .execute();
