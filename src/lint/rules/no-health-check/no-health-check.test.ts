import { describe, expect, it } from 'vitest';
import { event, feature, model, route, service } from '../../../../test/support/model.ts';
import { noHealthCheck } from './no-health-check.ts';

describe('no-health-check', () => {
  it('reports the service at its entry', () => {
    expect(noHealthCheck.check(model({ services: [service('orders')] }))).toMatchObject([{ services: ['orders'], at: { file: 'services/orders/src/main.ts', line: 1 } }]);
  });

  it('accepts a health check', () => {
    expect(noHealthCheck.check(model({ services: [service('orders')], features: [feature('orders', 'health')] }))).toEqual([]);
  });

  it('wants one of a worker that follows events or serves, and none of a job', () => {
    const mailer = service('mailer', { role: 'worker', ports: [] });
    expect(noHealthCheck.check(model({ services: [mailer] }))).toEqual([]);
    expect(noHealthCheck.check(model({ services: [mailer], events: [event('mailer', 'consume', 'order.placed')] }))).toHaveLength(1);
    expect(noHealthCheck.check(model({ services: [mailer], routes: [route('mailer', '/v1/mails')] }))).toHaveLength(1);
  });

  it('takes what has no framework, no port, no route and no consumer for a job, too', () => {
    expect(noHealthCheck.check(model({ services: [service('report', { framework: null, ports: [] })] }))).toEqual([]);
    expect(noHealthCheck.check(model({ services: [service('report', { framework: null, ports: [8080] })] }))).toHaveLength(1);
  });

  it('leaves browsers, images and other languages alone', () => {
    const services = [service('shop', { role: 'ui' }), service('db', { role: 'infra' }), service('ledger', { node: false })];
    expect(noHealthCheck.check(model({ services }))).toEqual([]);
  });
});
