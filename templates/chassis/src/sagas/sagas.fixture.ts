import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { pino } from 'pino';
import { migrate } from '../store/migrate.ts';
import { useDatabase } from '../store/throwaway-database.fixture.ts';
import type { SagaDefinition } from './define-saga.ts';
import { insertSagas } from './insert-sagas.ts';
import { sagaTablesIn, type SagaTables } from './saga-tables.ts';
import { migrations, startTrips, type Database, type Ticket, type TripsOptions } from './trip.fixture.ts';

/** Services with a fresh real database. To be called in a suite. */
export const useSagas = (postgres: string) => {
  const { closers, databaseUrl } = useDatabase(postgres);

  /** An instance of the service; several share the database of the test. */
  const start = async <Input, Results>(definition: SagaDefinition<Input, Results, Database>, options: Partial<TripsOptions<Input, Results>> = {}) => {
    const { service, db, saga } = await startTrips(definition, { url: databaseUrl(), ...options });
    closers.push(service.close);
    const begin = async (id: string, input: Input): Promise<boolean> => db.transaction().execute(async (trx) => saga.start(trx, { id, input }));
    const end = async (id: string, ms = 10_000) => saga.ended(id, AbortSignal.timeout(ms));
    return {
      service, db, saga, begin, end,
      run: async (id: string, input: Input) => {
        await begin(id, input);
        return end(id);
      },
      attempts: async () => (await sagaTablesIn(db).selectFrom('saga_attempt').select(['step', 'operation', 'outcome']).orderBy('position').execute()).map(({ step, operation, outcome }) => `${operation} ${step}: ${outcome}`),
      /** As if the pause or the lease were over. */
      hurry: async () => { await sql`update saga set due_at = now()`.execute(db); },
    };
  };
  /** A saga that is there before the first instance runs. */
  const prepare = async (id: string, input: Ticket): Promise<void> => {
    await migrate(databaseUrl(), migrations, pino({ level: 'silent' }));
    const db = new Kysely<SagaTables>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: databaseUrl(), max: 1 }) }) });
    await insertSagas(db, [{ name: 'book-trip', id, steps: ['book-flight', 'book-hotel', 'send-tickets'], input, headers: {}, leaseMs: undefined }]);
    await db.destroy();
  };
  return { start, prepare, closers, databaseUrl };
};
