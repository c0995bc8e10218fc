import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { Outbox } from '../messages/outbox.ts';
import type { SagaDefinition } from '../sagas/define-saga.ts';
import type { SagaHandle } from '../sagas/saga-handle.ts';
import { isByEvents } from '../sagas/operation.ts';
import { dueChannel } from '../sagas/saga-store.ts';
import type { SagaState } from '../sagas/saga-tables.ts';
import type { Service } from '../service/service.ts';
import { disturb, type Disturbed, type Send } from './disturb-saga.ts';
import { faults } from './saga-faults.ts';
import type { Ordeal, Progress } from './saga-ordeal.ts';
import { untilAnswered } from './until-answered.ts';

export type SagaSweep<Input, Results, Database> = {
  /** With its store, not started yet. The sweep starts it, and closes it at its end. */
  readonly service: Pick<Service, 'start' | 'close'>;
  readonly db: Kysely<Database>;
  /** Where steps ask by events: the one of the service. */
  readonly outbox?: Outbox<Database>;
  /** As the service registers it: `(definition) => openSagas(service, db).register(definition, { onEnd })`. */
  readonly register: (definition: SagaDefinition<Input, Results, Database>) => SagaHandle<Input, Results, Database>;
  /** Of the saga with this id, a UUID. What is there before a saga starts is written here. */
  readonly input: (id: string, trx: Transaction<Database>) => Input | Promise<Input>;
  /** Throws when what must always hold does not. Called when the saga has ended and whatever was late has come. */
  readonly invariant: (saga: { readonly id: string; readonly state: SagaState }) => Promise<void> | void;
};

/**
 * One saga for each step and each thing that can happen to it: it refuses, fails, hangs, times out after its effect, is done late or twice, its reply
 * is lost, its runner dies before or after the write, its compensation fails, hangs or dies. Each must end, not be parked, and leave the invariant true.
 * Resolves to the number of cases; rejects with an error that names those that are broken.
 */
export const sweepSaga = async <Input, Results, Database>(definition: SagaDefinition<Input, Results, Database>, sweep: SagaSweep<Input, Results, Database>): Promise<number> => {
  const disturbed = disturb(definition as unknown as SagaDefinition, sendingOf(sweep, definition));
  const saga = sweep.register(disturbed.definition as unknown as SagaDefinition<Input, Results, Database>);
  const ordeals = definition.steps.flatMap((step) => faults.filter(({ fits }) => fits(step)).map((fault): Ordeal => ({ step: step.name, fault })));
  const broken: string[] = [];
  await sweep.service.start();
  try {
    for (const ordeal of ordeals) {
      const wrong = await go(ordeal, { definition: definition as unknown as SagaDefinition, disturbed, saga, sweep }).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      if (wrong !== undefined) broken.push(`${ordeal.step} ${ordeal.fault.name}: ${wrong}`);
    }
  } finally {
    await sweep.service.close();
  }
  if (broken.length > 0) throw new Error(`${broken.length} of ${ordeals.length} cases of ${definition.name} are broken:\n${broken.join('\n')}`);
  return ordeals.length;
};

const sendingOf = <Input, Results, Database>({ db, outbox }: SagaSweep<Input, Results, Database>, { steps }: Pick<SagaDefinition, 'steps'>): Send => {
  if (outbox === undefined && steps.some(({ action }) => isByEvents(action))) throw new Error('A step asks by events: sweepSaga needs { outbox }.');
  return async (ask) => db.transaction().execute(async (trx) => { if (outbox !== undefined) await ask(outbox.within(trx).publish); });
};

type Sweeping<Input, Results, Database> = {
  readonly definition: SagaDefinition;
  readonly disturbed: Disturbed;
  readonly saga: SagaHandle<Input, Results, Database>;
  readonly sweep: SagaSweep<Input, Results, Database>;
};

/** What is wrong after it; undefined where nothing is. */
const go = async <Input, Results, Database>(ordeal: Ordeal, { definition, disturbed, saga, sweep }: Sweeping<Input, Results, Database>): Promise<string | undefined> => {
  const id = randomUUID();
  const progress = disturbed.expect(ordeal);
  const answered = await untilAnswered(sweep.db, definition);
  await sweep.db.transaction().execute(async (trx) => saga.start(trx, { id, input: await sweep.input(id, trx) }));
  const { state, alarm } = await atRest(id, progress, { saga, sweep });
  // Who has undone it refuses it.
  await Promise.allSettled(progress.late.map((late) => late()));
  await answered(id, progress);
  await sweep.invariant({ id, state });
  if (state === 'parked') return `it is parked: ${alarm}`;
  return undefined;
};

const longestMs = 20_000;

const atRest = async <Input, Results, Database>(id: string, progress: Progress, { saga, sweep }: Pick<Sweeping<Input, Results, Database>, 'saga' | 'sweep'>) => {
  const end = Date.now() + longestMs;
  for (;;) {
    const seen = await saga.find(id);
    if (seen !== undefined && seen.state !== 'running' && seen.state !== 'compensating') return seen;
    if (Date.now() > end) throw new Error(`it does not end: ${seen?.state} at ${seen?.step}`);
    await hurry(sweep.db, id, progress);
    await sleep(5);
  }
};

/** Pauses are over at once, and so is the lease of a runner that has died, and the wait for a reply that will not come. Another reply has its time. */
const hurry = async <Database>(db: Kysely<Database>, id: string, progress: Progress): Promise<void> => {
  const { died, waitsInVain } = progress;
  progress.died = false;
  await sql`
    with hurried as (update saga set due_at = now() where id = ${id} and due_at > now() and (case when waiting then ${waitsInVain} else lease is null or ${died} end) returning id)
    select pg_notify(${dueChannel}, '') from hurried`.execute(db);
};
