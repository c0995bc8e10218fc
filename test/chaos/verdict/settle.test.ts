import { expect, it } from 'vitest';
import type { Facts } from './facts.ts';
import { isUnderWay } from './settle.ts';

const idle: Facts = { orders: [], charges: [], stock: [], accounts: new Map(), openSagas: [], outboxes: new Map([['orders', 0]]), queues: new Map(), deadReasons: [] };

it('is over when nothing can happen any more', () => {
  expect(isUnderWay(idle)).toBe(false);
  expect(isUnderWay({ ...idle, openSagas: [{ id: 'o1', state: 'parked', alarm: 'payment is away' }], queues: new Map([['inventory.order.confirmed.v1.dead', 1]]) })).toBe(false);
});

it.each<Partial<Facts>>([{ outboxes: new Map([['orders', 1]]) }, { queues: new Map([['loyalty.order.confirmed.v1.retry.5000', 1]]) }, { openSagas: [{ id: 'o1', state: 'compensating', alarm: null }] }])('is not while something waits: %j', (change) => {
  expect(isUnderWay({ ...idle, ...change })).toBe(true);
});
