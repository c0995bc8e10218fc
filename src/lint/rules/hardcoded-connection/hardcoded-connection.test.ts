import { describe, expect, it } from 'vitest';
import { event, model, service, store } from '../../../../test/support/model.ts';
import type { LiteralConnection, Model } from '../../../system/model.ts';
import { hardcodedConnection } from './hardcoded-connection.ts';

const connection = (name: string, more: Partial<LiteralConnection> = {}): LiteralConnection => ({ service: name, url: 'amqp://localhost', fallback: false, usedAt: [], file: 'packages/bus/src/bus.ts', line: 3, column: 9, ...more });
const services = [service('orders'), service('cart'), service('shop', { role: 'ui' })];
const check = (...connections: readonly LiteralConnection[]) => hardcodedConnection.check(model({ services, connections }));
const chain = (parts: Partial<Model>) => hardcodedConnection.check(model({ services, connections: [connection('orders')], ...parts }))[0]?.related.map(({ file, note }) => [file, note]);

describe('hardcoded-connection', () => {
  it('tells a literal address from a fallback', () => {
    expect(check(connection('orders')).map(({ messageId }) => messageId)).toEqual(['literal']);
    expect(check(connection('orders', { fallback: true })).map(({ messageId }) => messageId)).toEqual(['fallback']);
  });

  it('reports a place in a library once, with the services that run it', () => {
    expect(check(connection('orders'), connection('cart'), connection('cart', { line: 8 }))).toMatchObject([{ services: ['cart', 'orders'], at: { line: 3 } }, { services: ['cart'], at: { line: 8 } }]);
  });

  it('shows who uses it: the client that is made with it, else a call that is given it, else what goes over it', () => {
    const usedAt = [{ file: 'services/orders/src/bus.ts', line: 5, note: 'amqp.connect is given it' }];
    const used = store('orders', 'localhost/', { resolvedBy: [{ file: 'packages/bus/src/bus.ts', line: 3, note: "'amqp://localhost'" }] });
    expect(chain({ stores: [used], connections: [connection('orders', { usedAt })] })).toEqual([['services/orders/src/store.ts', 'the postgres client is made with it']]);
    expect(chain({ connections: [connection('orders', { usedAt })], events: [event('orders', 'publish', 'placed')] })).toEqual([['services/orders/src/bus.ts', 'amqp.connect is given it']]);
    expect(chain({ events: [event('cart', 'publish', 'x'), event('orders', 'publish', 'placed', { file: 'services/orders/src/events.ts' })] })).toEqual([['services/orders/src/events.ts', 'orders publishes placed over it']]);
  });

  it('shows where the same address stands, and how often', () => {
    const there = [connection('cart', { file: 'services/cart/src/a.ts' }), connection('cart', { file: 'services/cart/src/b.ts' }), connection('cart', { file: 'services/cart/src/c.ts', url: 'amqp://other' })];
    expect(chain({ connections: [connection('orders'), ...there] })).toEqual([['services/cart/src/a.ts', 'the same address stands here (and in 1 more)']]);
  });

  it('leaves browsers alone', () => {
    expect(check(connection('shop'))).toEqual([]);
  });
});
