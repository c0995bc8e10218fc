import type { Inbox } from '@sample-system/chassis';
import { ordersContract } from '@sample-system/orders-contract';
import { createPayments } from '../domain/charge.ts';
import type { PaymentProvider } from '../domain/charge.ts';
import { createChargeStore } from '../store/charge-store.ts';
import type { Database } from '../store/database.ts';

/** Of a rejected order nothing may be kept, whichever step rejected it. The provider is asked again when the commit after it fails; it gives back once. */
export const orderEvents = async (inbox: Inbox<Database>, provider: PaymentProvider): Promise<void> => {
  await inbox.subscribe(ordersContract, 'order.rejected.v1', async ({ data }, trx) => createPayments(createChargeStore(trx), provider).refund(data.orderId));
};
