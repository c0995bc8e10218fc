import type { Generated, Kysely } from 'kysely';
import { z } from 'zod';
import { loadConfig } from '../config/load-config.ts';
import { postgresConfig, serviceConfig } from '../config/shapes.ts';
import { createService } from '../service/create-service.ts';
import { openStore } from '../store/store.ts';
import { defineSaga, type SagaDefinition } from './define-saga.ts';
import type { StepContext } from './operation.ts';
import { openSagas, type RegisterOptions } from './open-sagas.ts';
import { sagaTables } from './saga-tables.ts';
import { StepRefused } from './step-refused.ts';

export type Database = { note: { readonly position: Generated<number>; readonly text: string } };

export const migrations = {
  '1-note': { up: async (db: Kysely<unknown>) => { await db.schema.createTable('note').addColumn('position', 'serial', (column) => column.primaryKey()).addColumn('text', 'text', (column) => column.unique()).execute(); } },
  '2-sagas': sagaTables,
};

export type Ticket = { readonly seat: string };
type Work = (context: StepContext<Ticket, Readonly<Record<string, unknown>>>) => Promise<unknown>;
export type Works = { readonly [step: string]: Work | undefined };

/** Three steps that write down what is done; `works` replaces some of it. */
export const trip = (done: string[], works: Works = {}, step: { readonly deadlineMs?: number; readonly attempts?: number; readonly compensationDeadlineMs?: number; readonly compensationAttempts?: number } = {}) => {
  const one = (name: string): Work => async (context) => {
    const answer = await works[name]?.(context);
    done.push(name);
    return answer;
  };
  return defineSaga({
    name: 'book-trip',
    input: z.object({ seat: z.string() }),
    results: { 'book-flight': z.object({ flight: z.string() }).optional() },
    steps: [
      { name: 'book-flight', action: one('book-flight'), compensation: one('cancel-flight'), ...step },
      { name: 'book-hotel', action: one('book-hotel'), compensation: one('cancel-hotel'), ...step },
      { name: 'send-tickets', action: one('send-tickets'), irreversible: true, ...step },
    ],
  });
};

export type TripsOptions<Input, Results> = RegisterOptions<Input, Results, Database> & { readonly url: string; readonly concurrency?: number; readonly onOpen?: (db: Kysely<Database>) => void };

/** The service with its store; it is not started. */
export const openTrips = ({ url }: { readonly url: string }) => {
  const config = loadConfig({ ...serviceConfig, ...postgresConfig }, { LOG_LEVEL: 'silent', DATABASE_URL: url, SHUTDOWN_GRACE_MS: '5000' });
  const service = createService({ name: 'trips', contract: { name: 'trips', version: '1.0.0', routes: {}, events: {} }, config });
  return { service, db: openStore<Database>(service, { migrations }) };
};

/** An instance of the service that runs a saga; several may share a database. */
export const startTrips = async <Input, Results>(definition: SagaDefinition<Input, Results, Database>, options: TripsOptions<Input, Results>) => {
  const { service, db } = openTrips(options);
  options.onOpen?.(db);
  const saga = openSagas(service, db, options).register(definition, options);
  await service.start();
  return { service, db, saga };
};

const names = ['book-flight', 'book-hotel', 'send-tickets', 'cancel-flight', 'cancel-hotel'];

/** Filled when the service has its database. */
export type Notebook = { db?: Kysely<Database> };

/** Works that write their key into the database, once each, and refuse the tickets of the seat `none`; `around` may end the process. */
export const notedWorks = (notebook: Notebook, around: (name: string, when: 'before' | 'after') => Promise<void> = async () => {}): Works => {
  const work = (name: string): Work => async ({ key, input }) => {
    await around(name, 'before');
    if (name === 'send-tickets' && input.seat === 'none') throw new StepRefused('no seat');
    await notebook.db?.insertInto('note').values({ text: key }).onConflict((conflict) => conflict.doNothing()).execute();
    await around(name, 'after');
  };
  return Object.fromEntries(names.map((name) => [name, work(name)]));
};
