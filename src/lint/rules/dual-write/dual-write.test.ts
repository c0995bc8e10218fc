import { describe, expect, it } from 'vitest';
import { model, service } from '../../../../test/support/model.ts';
import type { DualWrite } from '../../../system/model.ts';
import { dualWrite } from './dual-write.ts';

const services = [service('orders'), service('stock'), service('shop', { role: 'ui' })];

const written = (more: Partial<DualWrite> = {}): DualWrite => ({
  service: 'orders', handler: 'POST /orders', tells: 'publish', target: 'order.made',
  write: { file: 'services/orders/src/store.ts', line: 3, note: 'changes the database first, with prisma' },
  file: 'services/orders/src/orders.ts', line: 9, column: 3, ...more,
});

const check = (...dualWrites: readonly DualWrite[]) => dualWrite.check(model({ services, dualWrites }));

describe('dual-write', () => {
  it('stands at what tells others, with the write that comes before it', () => {
    expect(check(written())).toMatchObject([{ messageId: 'publish', services: ['orders'], data: { handler: 'POST /orders', target: 'order.made' }, at: { line: 9 }, related: [{ line: 3 }, { line: 9 }] }]);
  });

  it('names both services of a call', () => {
    expect(check(written({ tells: 'call', target: 'stock /v1/items' }))).toMatchObject([{ messageId: 'call', services: ['orders', 'stock'] }]);
  });

  it('stands once where a library does it for several services', () => {
    expect(check(written(), written({ service: 'stock' }))).toMatchObject([{ services: ['orders', 'stock'] }]);
  });

  it('says so when neither handler nor channel is known', () => {
    expect(check(written({ handler: '', target: null }))).toMatchObject([{ data: { handler: 'one piece of work', target: 'an event' } }]);
  });

  it('does not judge a front end', () => {
    expect(check(written({ service: 'shop' }))).toEqual([]);
  });
});
