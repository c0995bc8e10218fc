import type { SagaView } from '@sample-system/chassis';
import type { Transaction } from 'kysely';
import { unavailable } from '../domain/order.ts';
import type { Database } from '../store/database.ts';
import type { DecideOrder } from '../store/decide-order.ts';

/** An order whose steps were undone is rejected, in the transaction that ends its saga. */
export const rejectOrder = (decide: DecideOrder) => async (trx: Transaction<Database>, { id, state, refused, reason }: Pick<SagaView, 'id' | 'state' | 'refused' | 'reason'>): Promise<void> => {
  if (state !== 'compensated') return;
  const known = refused ? reason ?? unavailable : unavailable;
  await decide(trx, id, { status: 'rejected', reason: known, retryable: known === unavailable });
};
