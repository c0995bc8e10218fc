import type { Transaction } from 'kysely';
import type { BusEvent } from '../bus/subscription.ts';
import type { Inbox } from '../messages/inbox.ts';
import { repliesTo, type Reply } from './operation.ts';
import { parseKey } from './key.ts';
import { kindOf, stepOf } from './move.ts';
import type { Outcome } from './move.ts';
import { done, outcomeOf } from './run-operation.ts';
import { write, type Registered, type RunnerParts } from './runner.ts';
import { readSaga } from './saga-store.ts';
import { sagaTablesIn, type SagaRow } from './saga-tables.ts';

export type ReplyParts = { readonly parts: RunnerParts; readonly sagas: ReadonlyMap<string, Registered>; readonly inbox: Inbox<unknown> };

/** The replies that a saga waits for, each type once. */
export const repliesOf = ({ definition }: Registered): readonly Reply<unknown>[] =>
  definition.steps.flatMap(({ action, compensation }) => [action, compensation].flatMap(repliesTo));

/** From the service's start on. What comes too late, too early or twice changes nothing. */
export const subscribeToReply = async ({ parts, sagas, inbox }: ReplyParts, { contract, type }: Reply<unknown>): Promise<void> =>
  inbox.subscribe(contract, type, async (event, trx) => {
    const waiting = await waitingFor(event, sagas, trx);
    if (waiting === undefined) {
      parts.metrics.strayReply(type);
      event.log.info({ type, correlation: event.correlationid }, 'nobody waits for this reply');
      return;
    }
    const { registered, saga, answer } = waiting;
    await write(parts, registered, { saga, outcome: outcomeOfReply(registered, saga, () => answer.take(event.data as never)), trx, giveBack: true });
  });

type Waiting = { readonly registered: Registered; readonly saga: SagaRow; readonly answer: Reply<unknown> };

/** A runner that has the saga in hand meanwhile, because its time is over, loses its lease by what is written here. */
const waitingFor = async ({ correlationid, type }: BusEvent<unknown>, sagas: ReadonlyMap<string, Registered>, trx: Transaction<unknown>): Promise<Waiting | undefined> => {
  const key = correlationid === undefined ? undefined : parseKey(correlationid);
  const registered = key && sagas.get(key.saga);
  if (key === undefined || registered === undefined) return undefined;
  const row = await readSaga(sagaTablesIn(trx), { name: key.saga, id: key.id, lock: true });
  if (row === undefined || !row.waiting || row.step !== key.step || kindOf(row) !== key.operation || row.state === 'parked') return undefined;
  const step = stepOf(registered.definition, row);
  const answer = repliesTo(key.operation === 'action' ? step?.action : step?.compensation).find((one) => one.type === type);
  return answer && { registered, saga: row, answer };
};

const outcomeOfReply = ({ definition }: Registered, saga: SagaRow, take: () => unknown): Outcome => {
  try {
    return done(definition, saga, take());
  } catch (error) {
    return outcomeOf(error);
  }
};
