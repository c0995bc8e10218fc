import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { SagaDefinition } from '../sagas/define-saga.ts';
import type { SagaHandle } from '../sagas/saga-handle.ts';
import { dueChannel } from '../sagas/saga-store.ts';
import type { SagaState } from '../sagas/saga-tables.ts';
import type { Service } from '../service/service.ts';
import { disturb, faults, type Disturbed, type Ordeal } from './saga-faults.ts';

export type SagaSweep<Input, Results, Database> = {
  /** With its store, not started yet. The sweep starts it, and closes it at its end. */
  readonly service: Pick<Service, 'start' | 'close'>;
  readonly db: Kysely<Database>;
  /** As the service registers it: `(definition) => openSagas(service, db).register(definition, { onEnd })`. */
  readonly register: (definition: SagaDefinition<Input, Results, Database>) => SagaHandle<Input, Results, Database>;
  /** Of the saga with this id, a UUID. What is there before a saga starts is written here. */
  readonly input: (id: string, trx: Transaction<Database>) => Input | Promise<Input>;
  /** Throws when what must always hold does not. Called when the saga has ended and whatever was late has come. */
  readonly invariant: (saga: { readonly id: string; readonly state: SagaState }) => Promise<void> | void;
};

/**
 * One saga for each step and each thing that can happen to it: it refuses, fails, times out after its effect, is done late or twice, its runner dies
 * before or after the write, its compensation fails or dies. Each must end, not be parked, and leave the invariant true.
 * Resolves to the number of cases; rejects with an error that names those that are broken.
 */
export const sweepSaga = async <Input, Results, Database>(definition: SagaDefinition<Input, Results, Database>, sweep: SagaSweep<Input, Results, Database>): Promise<number> => {
  const disturbed = disturb(definition as unknown as SagaDefinition);
  const saga = sweep.register(disturbed.definition as unknown as SagaDefinition<Input, Results, Database>);
  const ordeals = definition.steps.flatMap((step) => faults.filter(({ fits }) => fits(step)).map((fault): Ordeal => ({ step: step.name, fault })));
  const broken: string[] = [];
  await sweep.service.start();
  try {
    for (const ordeal of ordeals) {
      const wrong = await undergo(ordeal, { disturbed, saga, sweep }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      if (wrong !== undefined) broken.push(`${ordeal.step} ${ordeal.fault.name}: ${wrong}`);
    }
  } finally {
    await sweep.service.close();
  }
  if (broken.length > 0) throw new Error(`${broken.length} of ${ordeals.length} cases of ${definition.name} are broken:\n${broken.join('\n')}`);
  return ordeals.length;
};

type Sweeping<Input, Results, Database> = {
  readonly disturbed: Disturbed;
  readonly saga: SagaHandle<Input, Results, Database>;
  readonly sweep: SagaSweep<Input, Results, Database>;
};

/** What is wrong after it; undefined where nothing is. */
const undergo = async <Input, Results, Database>(ordeal: Ordeal, { disturbed, saga, sweep }: Sweeping<Input, Results, Database>): Promise<string | undefined> => {
  const id = randomUUID();
  disturbed.expect(id, ordeal);
  await sweep.db.transaction().execute(async (trx) => saga.start(trx, { id, input: await sweep.input(id, trx) }));
  const { state, alarm } = await atRest(id, { disturbed, saga, sweep });
  await disturbed.doLate(id);
  await sweep.invariant({ id, state });
  if (state === 'parked') return `it is parked: ${alarm}`;
  return undefined;
};

const longestMs = 10_000;

const atRest = async <Input, Results, Database>(id: string, { disturbed, saga, sweep }: Sweeping<Input, Results, Database>) => {
  const end = Date.now() + longestMs;
  for (;;) {
    const seen = await saga.find(id);
    if (seen !== undefined && seen.state !== 'running' && seen.state !== 'compensating') return seen;
    if (Date.now() > end) throw new Error(`it does not end: ${seen?.state} at ${seen?.step}`);
    await hurry(sweep.db, id, disturbed.hasDied(id));
    await sleep(5);
  }
};

/** Pauses are over at once, and so is the lease of a runner that has died. A reply has its time. */
const hurry = async <Database>(db: Kysely<Database>, id: string, hasDied: boolean): Promise<void> => {
  await sql`
    with hurried as (update saga set due_at = now() where id = ${id} and due_at > now() and not waiting and (lease is null or ${hasDied}) returning id)
    select pg_notify(${dueChannel}, '') from hurried`.execute(db);
};
