import type { Kysely, Transaction } from 'kysely';
import type { PostgresConfig } from '../config/config.ts';
import { createAlarm } from '../messages/alarm.ts';
import { listen } from '../messages/listen.ts';
import type { Messages } from '../messages/open-messages.ts';
import type { Service } from '../service/service.ts';
import { createBatcher } from '../store/batcher.ts';
import { every } from '../store/upkeep.ts';
import type { SagaDefinition } from './define-saga.ts';
import { insertSagas, type NewSaga } from './insert-sagas.ts';
import { keyOfSaga } from './key.ts';
import { createNotifier } from './notifier.ts';
import { repliesOf, subscribeToReply } from './replies.ts';
import { leaseOf, type Registered, type RunnerParts } from './runner.ts';
import { createRunner } from './runner-loop.ts';
import { handleOf, type SagaHandle } from './saga-handle.ts';
import { sagaMetrics } from './saga-metrics.ts';
import { dueChannel, endedChannel, forgetSagas } from './saga-store.ts';
import { sagaTablesIn } from './saga-tables.ts';
import type { SagaView } from './saga-view.ts';
import { createWaiters } from './waiters.ts';
import { writeMoves } from './write-moves.ts';

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
  /** Sagas in hand at the same time, an instance; more are left to others, or wait. Default 20. */
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
  const [sagas, waiters, alarm, stop, notifier] = [new Map<string, Registered>(), createWaiters(), createAlarm(), new AbortController(), createNotifier(tables, service.log)];
  const own = messages as unknown as Messages<unknown> | undefined;
  const onDue = (): void => {
    alarm.ring();
    notifier.notify(dueChannel);
  };
  const parts: RunnerParts = {
    service, alarm, onDue, db: db as unknown as Kysely<unknown>, outbox: own?.outbox, metrics: sagaMetrics(service), stopped: stop.signal,
    writeMove: createBatcher(async (changes) => writeMoves(tables, changes)),
    onRest: (saga) => {
      runner.letGo(saga);
      waiters.wake(keyOfSaga(saga), saga);
      notifier.notify(endedChannel, keyOfSaga(saga));
    },
  };
  const insert = createBatcher(async (started: readonly NewSaga[]) => insertSagas(tables, started));
  const runner = createRunner(parts, { sagas, concurrency, stop });

  service.onStart(async () => {
    if (sagas.size === 0) return;
    await subscribeToReplies(parts, sagas, own);
    runner.start();
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
      await notifier.sent();
      await listening.close();
    });
  });

  return {
    register: (definition, { onEnd } = {}) => {
      if (sagas.has(definition.name)) throw new Error(`Saga ${definition.name} is registered twice.`);
      sagas.set(definition.name, { definition, onEnd, leaseMs: leaseOf(definition) } as unknown as Registered);
      return handleOf(definition, { tables, waiters, runner, insert, onDue });
    },
  };
};

const subscribeToReplies = async (parts: RunnerParts, sagas: ReadonlyMap<string, Registered>, messages: Messages<unknown> | undefined): Promise<void> => {
  const replies = new Map([...sagas.values()].flatMap((saga) => repliesOf(saga)).map((one) => [one.type, one]));
  if (replies.size > 0 && messages === undefined) throw new Error('A saga asks by events: openSagas needs { messages }.');
  for (const one of replies.values()) if (messages !== undefined) await subscribeToReply({ parts, sagas, inbox: messages.inbox }, one);
};
