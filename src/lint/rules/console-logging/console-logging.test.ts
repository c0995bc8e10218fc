import { describe, expect, it } from 'vitest';
import { feature, model, service } from '../../../../test/support/model.ts';
import type { Model } from '../../../system/model.ts';
import { consoleLogging } from './console-logging.ts';

const use = { service: 'orders', count: 3, most: [{ file: 'services/orders/src/main.ts', line: 4, note: '3 of the calls are in this file' }], file: 'services/orders/src/main.ts', line: 4 };
const check = (parts: Partial<Model>, calls = 3) => consoleLogging.check(model({ services: [service('orders')], consoles: [use], features: [feature('orders', 'server')], ...parts }), { calls });

describe('console-logging', () => {
  it('reports the first call and the files with most of them', () => {
    expect(check({})).toMatchObject([{ services: ['orders'], data: { count: 3 }, at: { line: 4 }, related: [{ line: 4, note: '3 of the calls are in this file' }] }]);
  });

  it('accepts a few calls, and as many as somebody says', () => {
    expect(check({ consoles: [{ ...use, count: 2 }] })).toEqual([]);
    expect(check({}, 4)).toEqual([]);
  });

  it('accepts a structured logger beside them', () => {
    expect(check({ features: [feature('orders', 'server'), feature('orders', 'structured-log')] })).toEqual([]);
  });

  it('lets a program talk that runs and ends', () => {
    expect(check({ features: [] })).toEqual([]);
  });

  it('leaves browsers alone', () => {
    expect(check({ services: [service('orders', { role: 'ui' })] })).toEqual([]);
  });
});
