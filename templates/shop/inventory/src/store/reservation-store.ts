import type { Kysely, Transaction } from 'kysely';
import { mergeLines } from '../domain/reservation.ts';
import type { HoldResult, Line, PricedLine, Refusal, Reservation, ReservationStore } from '../domain/reservation.ts';
import type { Database } from './database.ts';
import { releaseReservation } from './settle-reservation.ts';

/** The row of the reservation is written first and decides who was first; the stock moves in the same transaction. */
export const createReservationStore = (db: Kysely<Database>): ReservationStore => ({
  hold: async (orderId, lines) => db.transaction().execute(async (trx) => hold(trx, orderId, mergeLines(lines))).catch(refused),
  release: async (orderId) => db.transaction().execute(async (trx) => releaseReservation(trx, orderId)),
  find: async (orderId) => find(db, orderId),
});

/** Thrown inside the transaction, so that nothing of the hold remains. */
class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

const refused = (error: unknown): HoldResult => {
  if (error instanceof Refused) return { refusal: error.refusal };
  throw error;
};

const hold = async (trx: Transaction<Database>, orderId: string, lines: readonly Line[]): Promise<HoldResult> => {
  const first = await trx
    .insertInto('reservation')
    .values({ order_id: orderId, status: 'held', lines: '[]' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('order_id')
    .executeTakeFirst();
  if (first === undefined) return earlier(await find(trx, orderId), orderId);
  const priced: PricedLine[] = [];
  for (const line of lines) priced.push({ ...line, unitPriceCents: await take(trx, line) });
  await trx.updateTable('reservation').set({ lines: JSON.stringify(priced) }).where('order_id', '=', orderId).execute();
  return { reservation: { orderId, status: 'held', lines: priced } };
};

const earlier = (reservation: Reservation | undefined, orderId: string): HoldResult =>
  reservation === undefined || reservation.status === 'released' ? { refusal: { kind: 'order-rejected', orderId } } : { reservation };

/** Takes one line off what is available and returns its price. */
const take = async (trx: Transaction<Database>, { sku, quantity }: Line): Promise<number> => {
  const taken = await trx
    .updateTable('stock')
    .set((row) => ({ available: row('available', '-', quantity), reserved: row('reserved', '+', quantity) }))
    .where('sku', '=', sku)
    .where('available', '>=', quantity)
    .returning('unit_price_cents')
    .executeTakeFirst();
  if (taken !== undefined) return taken.unit_price_cents;
  const known = await trx.selectFrom('stock').select('sku').where('sku', '=', sku).executeTakeFirst();
  throw new Refused({ kind: known === undefined ? 'unknown-sku' : 'out-of-stock', sku });
};

const find = async (db: Kysely<Database>, orderId: string): Promise<Reservation | undefined> => {
  const row = await db.selectFrom('reservation').selectAll().where('order_id', '=', orderId).executeTakeFirst();
  return row && { orderId: row.order_id, status: row.status, lines: row.lines };
};
