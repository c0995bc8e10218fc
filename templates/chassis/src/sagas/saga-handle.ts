import type { Kysely, Transaction } from 'kysely';
import type { ZodType } from 'zod';
import { raceSignal } from '../client/deadline.ts';
import { contextHeaders } from '../http/context-headers.ts';
import { onCommit } from '../store/on-commit.ts';
import type { SagaDefinition } from './define-saga.ts';
import { insertSagas, type NewSaga } from './insert-sagas.ts';
import { idForm, keyOfSaga } from './key.ts';
import type { RunnerLoop } from './runner-loop.ts';
import { leaseOf } from './runner.ts';
import { readSaga } from './saga-store.ts';
import { sagaTablesIn, type SagaRow, type SagaTables } from './saga-tables.ts';
import { viewOf, type SagaView } from './saga-view.ts';
import type { Waiters } from './waiters.ts';

export type Given<Input> = { readonly id: string; readonly input: Input };

/** Sagas of one definition. */
export type SagaHandle<Input, Results, Database> = {
  /**
   * Begins one when the transaction commits. False where there is one with this id already; then nothing changes.
   * `id`: at most 100 letters, digits, or `. _ + = -`. @throws ZodError for input that does not fit
   */
  readonly start: (trx: Transaction<Database>, saga: Given<Input>) => Promise<boolean>;
  /** Begins one at once, for where nothing else is written with it: those that are started at the same time share a commit. Otherwise like `start`. */
  readonly startAlone: (saga: Given<Input>) => Promise<boolean>;
  /** Resolves when the saga has ended or is parked, in whatever instance; rejects with the signal's reason, and with an error for a saga that is unknown. */
  readonly ended: (id: string, signal: AbortSignal) => Promise<SagaView<Input, Results>>;
  /** Undefined for one that is unknown, or that ended more than 30 days ago. */
  readonly find: (id: string) => Promise<SagaView<Input, Results> | undefined>;
};

export type HandleParts = {
  readonly tables: Kysely<SagaTables>;
  readonly waiters: Waiters;
  readonly runner: Pick<RunnerLoop, 'hasRoom' | 'begin' | 'hasInHand'>;
  /** Like `insertSagas`, of one, together with others that are started here at the same time. */
  readonly insert: (saga: NewSaga) => Promise<SagaRow | undefined>;
  /** There is a saga that this instance has no room for. */
  readonly onDue: () => void;
};

type Named<Input> = Pick<SagaDefinition, 'name' | 'steps'> & { readonly input: ZodType<Input> };

export const handleOf = <Input, Results, Database>(definition: Named<Input>, { tables, waiters, runner, insert, onDue }: HandleParts): SagaHandle<Input, Results, Database> => {
  const { name } = definition;
  const find = async (id: string): Promise<SagaView<Input, Results> | undefined> => {
    const row = await readSaga(tables, { name, id });
    return row && (viewOf(row) as SagaView<Input, Results>);
  };
  // In hand from the start, where there is room: no other statement is needed to take it.
  const begin = (saga: SagaRow): void => { if (saga.lease === null) onDue(); else runner.begin(saga); };
  return {
    find,
    start: async (trx, given) => {
      const [saga] = await insertSagas(sagaTablesIn(trx), [newSaga(definition, given, runner.hasRoom())]);
      if (saga !== undefined) await onCommit(trx, () => { begin(saga); });
      return saga !== undefined;
    },
    startAlone: async (given) => {
      const saga = await insert(newSaga(definition, given, runner.hasRoom()));
      if (saga !== undefined) begin(saga);
      return saga !== undefined;
    },
    ended: async (id, signal) => {
      for (;;) {
        signal.throwIfAborted();
        // Before the look: what happens after it is not missed.
        const { woken, leave } = waiters.wait(keyOfSaga({ name, id }));
        try {
          const saga = runner.hasInHand({ name, id }) ? 'in hand here' : await find(id);
          if (saga === undefined) throw new Error(`There is no saga ${name} with the id ${id}.`);
          if (saga !== 'in hand here' && isAtRest(saga)) return saga;
          const atRest = await raceSignal(woken, signal);
          if (atRest !== undefined) return viewOf(atRest) as SagaView<Input, Results>;
        } finally {
          leave();
        }
      }
    },
  };
};

const newSaga = <Input>(definition: Named<Input>, { id, input }: Given<Input>, inHand: boolean): NewSaga => {
  const { name, steps, input: schema } = definition;
  if (!idForm.test(id)) throw new Error(`"${id}" cannot be the id of a saga: at most 100 letters, digits, or . _ + = -`);
  return { name, id, steps: steps.map((step) => step.name), input: schema.parse(input), headers: contextHeaders(), leaseMs: inHand ? leaseOf(definition) : undefined };
};

const isAtRest = ({ state }: SagaView): boolean => state !== 'running' && state !== 'compensating';
