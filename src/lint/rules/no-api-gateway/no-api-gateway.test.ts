import { describe, expect, it } from 'vitest';
import { deployment, model, service } from '../../../../test/support/model.ts';
import type { Exposure } from '../../../system/deployment-model.ts';
import { noApiGateway } from './no-api-gateway.ts';

const open = (name: string, line: number): Exposure => ({ service: name, file: 'compose.yaml', line, note: 'publishes port 80' });
const services = [service('orders'), service('stock')];
const exposures = [open('orders', 9), open('stock', 4)];

describe('no-api-gateway', () => {
  it('reports services that clients reach one by one', () => {
    expect(noApiGateway.check(model({ services, deployment: deployment({ exposures }) }))).toMatchObject([{ services: [], at: { line: 4 }, data: { count: 2 }, related: [{ note: 'stock: publishes port 80' }, { note: 'orders: publishes port 80' }] }]);
  });

  it.each([
    ['one service is open', model({ services, deployment: deployment({ exposures: [open('orders', 9)] }) })],
    ['the others are pages and workers', model({ services: [service('orders'), service('stock', { role: 'worker' }), service('shop', { role: 'ui' })], deployment: deployment({ exposures: [...exposures, open('shop', 12)] }) })],
    ['a service is a gateway', model({ services: [...services, service('front', { role: 'gateway' })], deployment: deployment({ exposures }) })],
    ['a proxy or an ingress is there', model({ services, deployment: deployment({ exposures, entrances: [{ file: 'compose.yaml', line: 20, note: 'proxy runs nginx' }] }) })],
  ])('accepts that %s', (_, given) => {
    expect(noApiGateway.check(given)).toEqual([]);
  });

  it('does not judge a system that nothing says is open', () => {
    expect(noApiGateway.check(model({ services }))).toMatchObject([{ verdict: 'not-evaluable' }]);
  });
});
