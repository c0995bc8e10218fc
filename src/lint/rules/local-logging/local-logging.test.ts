import { describe, expect, it } from 'vitest';
import { feature, model, service } from '../../../../test/support/model.ts';
import { localLogging } from './local-logging.ts';

const services = [service('orders')];

describe('local-logging', () => {
  it('reports a service once, at its first file, with the others', () => {
    const features = [feature('orders', 'file-log'), { ...feature('orders', 'file-log'), line: 8, note: 'another file' }];
    expect(localLogging.check(model({ services, features }))).toMatchObject([{ services: ['orders'], at: { line: 1 }, related: [{ line: 8, note: 'another file' }] }]);
  });

  it('accepts standard output', () => {
    expect(localLogging.check(model({ services, features: [feature('orders', 'structured-log')] }))).toEqual([]);
  });
});
