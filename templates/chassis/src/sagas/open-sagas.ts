import type { Kysely, Transaction } from 'kysely';
import type { ZodType } from 'zod';
import { raceSignal } from '../client/deadline.ts';
import type { PostgresConfig } from '../config/config.ts';
import { contextHeaders } from '../http/context-headers.ts';
import { createAlarm } from '../messages/alarm.ts';
import { listen } from '../messages/listen.ts';
import type { Messages } from '../messages/open-messages.ts';
import type { Service } from '../service/service.ts';
import { every } from '../store/upkeep.ts';
import type { SagaDefinition } from './define-saga.ts';
import { idForm } from './key.ts';
import { repliesOf, subscribeToReply } from './replies.ts';
import { leaseOf, type Registered, type RunnerParts } from './runner.ts';
import { startRunner } from './runner-loop.ts';
import { sagaMetrics } from './saga-metrics.ts';
import { dueChannel, endedChannel, forgetSagas, insertSaga, readSaga } from './saga-store.ts';
import { sagaTablesIn } from './saga-tables.ts';
import { viewOf, type SagaView } from './saga-view.ts';
import { createWaiters } from './waiters.ts';

/** Sagas of one definition. */
export type SagaHandle<Input, Results, Database> = {
  /**
   * Begins one when the transaction commits. False where there is one with this id already; then nothing changes.
   * `id`: at most 100 letters, digits, or `. _ + = -`. @throws ZodError for input that does not fit
   */
  readonly start: (trx: Transaction<Database>, saga: { readonly id: string; readonly input: Input }) => Promise<boolean>;
  /** Resolves when the saga has ended or is parked, in whatever instance; rejects with the signal's reason, and with an error for a saga that is unknown. */
  readonly ended: (id: string, signal: AbortSignal) => Promise<SagaView<Input, Results>>;
  /** Undefined for one that is unknown, or that ended more than 30 days ago. */
  readonly find: (id: string) => Promise<SagaView<Input, Results> | undefined>;
};

export type RegisterOptions<Input, Results, Database> = {
  /** Called in the transaction that ends the saga, completed or compensated: what is published here is published once. */
  readonly onEnd?: (trx: Transaction<Database>, saga: SagaView<Input, Results>) => Promise<void>;
};

export type Sagas<Database> = {
  /** Before the service's start. */
  readonly register: <Input, Results>(definition: SagaDefinition<Input, Results, Database>, options?: RegisterOptions<Input, Results, Database>) => SagaHandle<Input, Results, Database>;
};

export type SagasOptions<Database> = {
  /** For steps that ask by events. */
  readonly messages?: Messages<Database>;
  /** Sagas in hand at the same time, an instance. Default 20. */
  readonly concurrency?: number;
};

export type SagasHost = Pick<Service, 'name' | 'log' | 'metrics' | 'tracing' | 'onStart' | 'onClose'> & { readonly config: PostgresConfig & Pick<Service['config'], 'SHUTDOWN_GRACE_MS'> };

const measureEveryMs = 5_000;
const forgetEveryMs = 60 * 60 * 1_000;
const knownForDays = 30;
/** Should a notification be lost. */
const lookEveryMs = 1_000;

/** Sagas, kept in the service's own database and run by its instances; `sagaTables` must be among its migrations. */
export const openSagas = <Database>(service: SagasHost, db: Kysely<Database>, { messages, concurrency = 20 }: SagasOptions<Database> = {}): Sagas<Database> => {
  const tables = sagaTablesIn(db);
  const sagas = new Map<string, Registered>();
  const waiters = createWaiters();
  const alarm = createAlarm();
  const stop = new AbortController();
  const own = messages as unknown as Messages<unknown> | undefined;
  const parts: RunnerParts = { service, db: db as unknown as Kysely<unknown>, outbox: own?.outbox, metrics: sagaMetrics(service), alarm, stopped: stop.signal };

  service.onStart(async () => {
    if (sagas.size === 0) return;
    await subscribeToReplies(parts, sagas, own);
    const runner = startRunner(parts, { sagas, concurrency, stop });
    const listening = listen({
      connectionString: service.config.DATABASE_URL,
      channels: [dueChannel, endedChannel],
      name: service.name,
      log: service.log,
      onNotify: (notification) => {
        if (notification?.channel !== endedChannel) alarm.ring();
        if (notification?.channel !== dueChannel) waiters.wake(notification?.payload);
      },
    });
    const timers = [
      every(measureEveryMs, service.log, () => parts.metrics.measure(tables, [...sagas.keys()])),
      every(forgetEveryMs, service.log, () => forgetSagas(tables, knownForDays)),
      setInterval(() => { waiters.wake(); }, lookEveryMs).unref(),
    ];
    // After the last request, which may wait for its saga, and before what the steps call with.
    service.onClose('workers', async () => {
      await runner.stop(service.config.SHUTDOWN_GRACE_MS);
      for (const timer of timers) clearInterval(timer);
      await listening.close();
    });
  });

  return {
    register: (definition, { onEnd } = {}) => {
      if (sagas.has(definition.name)) throw new Error(`Saga ${definition.name} is registered twice.`);
      sagas.set(definition.name, { definition, onEnd, leaseMs: leaseOf(definition) } as unknown as Registered);
      return handleOf(definition, { tables, waiters });
    },
  };
};

const subscribeToReplies = async (parts: RunnerParts, sagas: ReadonlyMap<string, Registered>, messages: Messages<unknown> | undefined): Promise<void> => {
  const replies = new Map([...sagas.values()].flatMap((saga) => repliesOf(saga)).map((one) => [one.type, one]));
  if (replies.size > 0 && messages === undefined) throw new Error('A saga asks by events: openSagas needs { messages }.');
  for (const one of replies.values()) if (messages !== undefined) await subscribeToReply({ parts, sagas, inbox: messages.inbox }, one);
};

type HandleParts = { readonly tables: ReturnType<typeof sagaTablesIn>; readonly waiters: ReturnType<typeof createWaiters> };

type Named<Input> = Pick<SagaDefinition, 'name' | 'steps'> & { readonly input: ZodType<Input> };

const handleOf = <Input, Results, Database>({ name, steps, input: schema }: Named<Input>, { tables, waiters }: HandleParts): SagaHandle<Input, Results, Database> => {
  const find = async (id: string): Promise<SagaView<Input, Results> | undefined> => {
    const row = await readSaga(tables, { name, id });
    return row && (viewOf(row) as SagaView<Input, Results>);
  };
  return {
    find,
    start: async (trx, { id, input }) => {
      if (!idForm.test(id)) throw new Error(`"${id}" cannot be the id of a saga: at most 100 letters, digits, or . _ + = -`);
      return insertSaga(sagaTablesIn(trx), { name, id, steps: steps.map((step) => step.name), input: schema.parse(input), headers: contextHeaders() });
    },
    ended: async (id, signal) => {
      for (;;) {
        signal.throwIfAborted();
        // Before the look: what happens after it is not missed.
        const { woken, leave } = waiters.wait(`${name} ${id}`);
        try {
          const saga = await find(id);
          if (saga === undefined) throw new Error(`There is no saga ${name} with the id ${id}.`);
          if (saga.state !== 'running' && saga.state !== 'compensating') return saga;
          await raceSignal(woken, signal);
        } finally {
          leave();
        }
      }
    },
  };
};
