import { describe, expect, it } from 'vitest';
import { model, service } from '../../../../test/support/model.ts';
import type { LiteralConnection } from '../../../system/model.ts';
import { hardcodedConnection } from './hardcoded-connection.ts';

const connection = (name: string, more: Partial<LiteralConnection> = {}): LiteralConnection => ({ service: name, url: 'amqp://localhost', fallback: false, file: 'packages/bus/src/bus.ts', line: 3, column: 9, ...more });
const check = (...connections: readonly LiteralConnection[]) => hardcodedConnection.check(model({ services: [service('orders'), service('cart'), service('shop', { role: 'ui' })], connections }));

describe('hardcoded-connection', () => {
  it('tells a literal address from a fallback', () => {
    expect(check(connection('orders')).map(({ messageId }) => messageId)).toEqual(['literal']);
    expect(check(connection('orders', { fallback: true })).map(({ messageId }) => messageId)).toEqual(['fallback']);
  });

  it('reports a place in a library once, with the services that run it', () => {
    expect(check(connection('orders'), connection('cart'), connection('cart', { line: 8 }))).toMatchObject([{ services: ['cart', 'orders'], at: { line: 3 } }, { services: ['cart'], at: { line: 8 } }]);
  });

  it('leaves browsers alone', () => {
    expect(check(connection('shop'))).toEqual([]);
  });
});
