import { describe, expect, it } from 'vitest';
import { event, feature, model, route, service } from '../../../../test/support/model.ts';
import { noHealthCheck } from './no-health-check.ts';

describe('no-health-check', () => {
  it('reports the service at its entry', () => {
    expect(noHealthCheck.check(model({ services: [service('orders')], features: [feature('orders', 'server')] }))).toMatchObject([{ services: ['orders'], at: { file: 'services/orders/src/main.ts', line: 1 } }]);
  });

  it('accepts a health check', () => {
    expect(noHealthCheck.check(model({ services: [service('orders')], features: [feature('orders', 'server'), feature('orders', 'health')] }))).toEqual([]);
  });

  it('wants one of what serves, answers or follows events, and none of a job', () => {
    const mailer = service('mailer');
    expect(noHealthCheck.check(model({ services: [mailer] }))).toEqual([]);
    expect(noHealthCheck.check(model({ services: [mailer], events: [event('mailer', 'publish', 'mail.sent')] }))).toEqual([]);
    expect(noHealthCheck.check(model({ services: [mailer], events: [event('mailer', 'consume', 'order.placed')] }))).toHaveLength(1);
    expect(noHealthCheck.check(model({ services: [mailer], routes: [route('mailer', '/v1/mails')] }))).toHaveLength(1);
  });

  it('leaves browsers, images and other languages alone', () => {
    const services = [service('shop', { role: 'ui' }), service('db', { role: 'infra' }), service('ledger', { node: false })];
    expect(noHealthCheck.check(model({ services, features: services.map(({ name }) => feature(name, 'server')) }))).toEqual([]);
  });
});
