import { createService, openMessages, openSagas, openStore } from '@sample-system/chassis';
import { sweepSaga } from '@sample-system/chassis/testing';
import { ordersContract } from '@sample-system/orders-contract';
import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { connectInventory } from '../src/clients/inventory.ts';
import { connectPayment } from '../src/clients/payment.ts';
import { readConfig } from '../src/config.ts';
import { createAnnounce } from '../src/events/announce.ts';
import { placeOrderSaga } from '../src/sagas/place-order.ts';
import { rejectOrder } from '../src/sagas/reject-order.ts';
import type { Database } from '../src/store/database.ts';
import { createDecideOrder } from '../src/store/decide-order.ts';
import { migrations } from '../src/store/migrations.ts';
import { startStandIns } from './stand-ins.ts';
import type { StandIns } from './stand-ins.ts';

let others: StandIns;

beforeEach(async () => { others = await startStandIns(); });
afterEach(() => others.close());

const lines = [{ sku: 'cup', quantity: 2 }];

/** The parts of `createApp` that the saga needs, for one sweep. */
const open = () => {
  const { postgres, rabbitmq } = inject('infrastructure');
  const { inventory, payment } = others;
  const config = readConfig({ DATABASE_URL: postgres['orders'], RABBITMQ_URL: rabbitmq, STATIC_SERVICES: `inventory=${inventory.url},payment=${payment.url}`, LOG_LEVEL: 'silent' });
  const service = createService({ name: 'orders', contract: ordersContract, config });
  const db = openStore<Database>(service, { migrations });
  const decide = createDecideOrder(createAnnounce(openMessages(service, db).outbox));
  return { service, db, decide, inventory: connectInventory(service), payment: connectPayment(service) };
};
type Parts = ReturnType<typeof open>;

const sweep = async ({ service, db, ...parts }: Parts): Promise<number> => sweepSaga(placeOrderSaga(parts), {
  service,
  db,
  register: (definition) => openSagas(service, db).register(definition, { onEnd: rejectOrder(parts.decide) }),
  input: async (orderId, trx) => {
    await trx.insertInto('customer_order').values({ order_id: orderId, customer_id: 'alice', idempotency_key: null, lines: JSON.stringify(lines), status: 'pending' }).execute();
    return { lines, cardToken: 'tok_sample' };
  },
  invariant: async ({ id }) => {
    const { status } = await db.selectFrom('customer_order').select('status').where('order_id', '=', id).executeTakeFirstOrThrow();
    const paid = { status: 'confirmed', held: true, cents: 2_000 };
    const givenBack = { status: 'rejected', held: false, cents: undefined };
    expect({ status, held: others.held.has(id), cents: others.taken.get(id) }).toEqual(status === 'confirmed' ? paid : givenBack);
  },
});

// A sweep is dozens of sagas, some of which wait for what hangs.
vi.setConfig({ testTimeout: 60_000 });

test('whatever happens to a step, money is taken and stock is held for confirmed orders alone', async () => {
  // Eleven things that can happen to a call, six to what is done in the own database and cannot be undone.
  expect(await sweep(open())).toBe(11 + 11 + 6);
});

test.for([
  ['released', (parts: Parts): Parts => ({ ...parts, inventory: { ...parts.inventory, release: async () => {} } })],
  ['refunded', (parts: Parts): Parts => ({ ...parts, payment: { ...parts.payment, refund: async () => {} } })],
] as const)('the sweep sees it when nothing is %s', async ([, broken]) => {
  await expect(sweep(broken(open()))).rejects.toThrow('cases of place-order are broken');
});
