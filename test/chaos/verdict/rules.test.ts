import { expect, it } from 'vitest';
import type { Outcome } from '../customers/order.ts';
import type { Facts, OrderRow } from './facts.ts';
import { judge, type Evidence } from './rules.ts';

const order = { orderId: 'o1', customer: 'customer-1', status: 'confirmed', totalCents: 1_850, lines: [{ sku: 'coffee-beans', quantity: 1 }] } satisfies OrderRow;
const rejected = { ...order, orderId: 'o2', customer: 'customer-2', status: 'rejected', totalCents: null } satisfies OrderRow;
const facts: Facts = {
  orders: [order, rejected],
  charges: [{ orderId: 'o1', amountCents: 1_850, status: 'charged' }, { orderId: 'o2', amountCents: 0, status: 'refunded' }],
  stock: [{ sku: 'coffee-beans', available: 9, reserved: 0, shipped: 1 }],
  accounts: new Map([['customer-1', { points: 1, regrets: 0 }], ['customer-2', { points: 0, regrets: 1 }]]),
  openSagas: [],
  outboxes: new Map([['orders', 0]]),
  queues: new Map(),
  deadReasons: [],
};
const intent = { customer: 'customer-1', items: order.lines, cardToken: 'tok_sample' };
const outcomes: readonly Outcome[] = [{ intent, told: 'confirmed', orderId: 'o1', tries: 1 }, { intent: { ...intent, customer: 'customer-2' }, told: 'rejected', orderId: 'o2', tries: 1 }];
const evidence: Evidence = { facts, outcomes, stockBefore: [{ sku: 'coffee-beans', available: 10, reserved: 0, shipped: 0 }] };
const rulesBrokenBy = (change: Partial<Facts>, told = outcomes): readonly string[] => judge({ ...evidence, facts: { ...facts, ...change }, outcomes: told }).map(({ rule }) => rule);

it('has nothing against a shop in order', () => { expect(judge(evidence)).toEqual([]); });

it.each<readonly [string, Partial<Facts>, string]>([
  ['an order that nobody decides', { orders: [order, rejected, { ...rejected, orderId: 'o3', status: 'pending' }] }, 'every order is decided'],
  ['a saga that is parked', { openSagas: [{ id: 'o3', state: 'parked', alarm: 'payment is away' }] }, 'every saga has ended'],
  ['an order that is gone', { orders: [order] }, 'what a customer was told stays true'],
  ['a second confirmation of one intent', { orders: [order, rejected, { ...order, orderId: 'o3' }] }, 'one intent is confirmed once at most'],
  ['a confirmed order of a customer who was told that there is none', { orders: [order, rejected, { ...order, orderId: 'o3', customer: 'customer-2' }] }, 'what a customer was told stays true'],
  ['a confirmed order that nobody paid', { charges: [] }, 'money is taken for confirmed orders, and for no others'],
  ['another amount', { charges: [{ orderId: 'o1', amountCents: 1, status: 'charged' }] }, 'money is taken for confirmed orders, and for no others'],
  ['money of a rejected order', { charges: [facts.charges[0] ?? never(), { orderId: 'o2', amountCents: 5, status: 'charged' }] }, 'money is taken for confirmed orders, and for no others'],
  ['money of an order that nobody knows', { charges: [facts.charges[0] ?? never(), { orderId: 'o9', amountCents: 5, status: 'charged' }] }, 'money is taken for confirmed orders, and for no others'],
  ['stock from nowhere', { stock: [{ sku: 'coffee-beans', available: 10, reserved: 0, shipped: 1 }] }, 'stock is conserved'],
  ['a confirmed order that is not shipped', { stock: [{ sku: 'coffee-beans', available: 9, reserved: 1, shipped: 0 }] }, 'what is confirmed is shipped, and nothing stays reserved'],
  ['an effect that is missing', { accounts: new Map([...facts.accounts].slice(1)) }, 'each event has its effect exactly once'],
  ['an effect done twice', { accounts: new Map([...facts.accounts, ['customer-1', { points: 2, regrets: 0 }]]) }, 'each event has its effect exactly once'],
  ['a rejection told twice', { accounts: new Map([...facts.accounts, ['customer-2', { points: 0, regrets: 2 }]]) }, 'each event has its effect exactly once'],
  ['an event in an outbox', { outboxes: new Map([['orders', 1]]) }, 'no event waits'],
  ['an event in a queue', { queues: new Map([['inventory.order.confirmed.v1', 1]]) }, 'no event waits'],
  ['a dead letter', { deadReasons: ['inventory.order.confirmed.v1.dead: failed 4 times'] }, 'no event is given up'],
])('sees %s', (_what, change, rule) => { expect(rulesBrokenBy(change)).toContain(rule); });

it('sees a customer who was told something else, or nothing that can be understood', () => {
  expect(rulesBrokenBy({}, [{ intent, told: 'confirmed', orderId: 'o2', tries: 1 }])).toEqual(['what a customer was told stays true']);
  expect(rulesBrokenBy({}, [{ intent, told: 'odd', detail: '500', tries: 1 }])).toEqual(['customers get answers that they understand']);
});

function never(): never { throw new Error('there is one'); }
