import { describe, expect, it } from 'vitest';
import { call, model, service } from '../../../../test/support/model.ts';
import { callInLoop } from './call-in-loop.ts';

const services = [service('orders'), service('users'), service('shop', { role: 'ui' })];
const check = (...calls: Parameters<typeof call>[]) => callInLoop.check(model({ services, calls: calls.map(([from, to, more]) => call(from, to, { inLoop: true, ...more })) }));

describe('call-in-loop', () => {
  it('reports a call per element, caller first, with how the target was found', () => {
    const resolvedBy = [{ file: 'compose.yml', line: 5, note: 'USERS_URL=http://users:4002' }];
    expect(check(['orders', 'users', { resolvedBy }])).toMatchObject([{ messageId: 'service', services: ['orders', 'users'], at: { line: 10 }, related: resolvedBy }]);
  });

  it('shows the loop that is elsewhere', () => {
    const loop = { file: 'services/orders/src/list.ts', line: 7, note: 'runs once for each element' };
    expect(check(['orders', 'users', { loop }])).toMatchObject([{ related: [loop] }]);
  });

  it('reports one to an address that is not known, if the loop is around it', () => {
    expect(check(['orders', null])).toMatchObject([{ messageId: 'unknown-target', services: ['orders'] }]);
    expect(check(['orders', null, { loop: { file: 'a.ts', line: 7, note: 'runs once for each element' } }])).toEqual([]);
  });

  it('accepts a single call, a third party and a browser', () => {
    expect(check(['orders', 'users', { inLoop: false }], ['orders', null, { toKind: 'third-party' }], ['shop', 'users'])).toEqual([]);
  });
});
