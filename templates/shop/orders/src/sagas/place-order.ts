import { defineSaga } from '@sample-system/chassis';
import type { SagaDefinition } from '@sample-system/chassis';
import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Inventory, Payment } from '../domain/order.ts';
import type { Database } from '../store/database.ts';
import type { DecideOrder } from '../store/decide-order.ts';

export interface PlaceOrderParts {
  readonly inventory: Inventory;
  readonly payment: Payment;
  readonly decide: DecideOrder;
}

const line = z.object({ sku: z.string(), quantity: z.int() });
/** The card token is worth one payment; it is kept as long as the saga. */
const input = z.object({ lines: z.array(line), cardToken: z.string() });

export type PlaceOrderInput = z.output<typeof input>;
export type PlaceOrder = SagaDefinition<PlaceOrderInput, PlaceOrderResults, Database>;
interface PlaceOrderResults {
  readonly 'reserve-stock': { readonly totalCents: number };
}

/** Its id is the order's. Inventory and payment do each step once an order, and refuse one that comes after it was undone. */
export const placeOrderSaga = ({ inventory, payment, decide }: PlaceOrderParts): PlaceOrder => defineSaga({
  name: 'place-order',
  input,
  results: { 'reserve-stock': z.object({ totalCents: z.int() }) },
  steps: [
    {
      name: 'reserve-stock',
      service: 'inventory',
      action: async ({ id, input: { lines }, key, signal }) => inventory.reserve({ orderId: id, lines }, { key, signal }),
      compensation: async ({ id, key, signal }) => inventory.release(id, { key, signal }),
    },
    {
      name: 'charge-payment',
      service: 'payment',
      action: async ({ id, input: { cardToken }, results, key, signal }) => payment.charge({ orderId: id, amountCents: results['reserve-stock'].totalCents, cardToken }, { key, signal }),
      compensation: async ({ id, key, signal }) => payment.refund(id, { key, signal }),
    },
    {
      name: 'confirm-order',
      irreversible: true,
      action: { inTransaction: async ({ id, results }, trx: Transaction<Database>) => decide(trx, id, { status: 'confirmed', totalCents: results['reserve-stock'].totalCents }) },
    },
  ],
});
