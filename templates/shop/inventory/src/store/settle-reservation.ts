import type { Transaction } from 'kysely';
import type { Database } from './database.ts';

/** What is held leaves the house. */
export const shipReservation = async (trx: Transaction<Database>, orderId: string): Promise<void> => settle(trx, orderId, 'shipped');

/** What is held can be sold again. Also of an order that holds nothing yet: a hold that arrives late is then refused. */
export const releaseReservation = async (trx: Transaction<Database>, orderId: string): Promise<void> => settle(trx, orderId, 'released');

/** May be repeated: the first end of a reservation counts. */
const settle = async (trx: Transaction<Database>, orderId: string, status: 'shipped' | 'released'): Promise<void> => {
  const held = await trx
    .insertInto('reservation')
    .values({ order_id: orderId, status, lines: '[]' })
    .onConflict((conflict) => conflict.column('order_id').doUpdateSet({ status }).where('reservation.status', '=', 'held'))
    .returning('lines')
    .executeTakeFirst();
  const to = status === 'shipped' ? 'shipped' : 'available';
  for (const { sku, quantity } of held?.lines ?? []) {
    await trx
      .updateTable('stock')
      .set((row) => ({ reserved: row('reserved', '-', quantity), [to]: row(to, '+', quantity) }))
      .where('sku', '=', sku)
      .execute();
  }
};
