import { describe, expect, it } from 'vitest';
import { deployment, model, route, service } from '../../../../test/support/model.ts';
import type { OpenPath, PortClaim, Probe } from '../../../system/deployment-model.ts';
import type { Route } from '../../../system/model.ts';
import { probeMismatch } from './probe-mismatch.ts';

const probe = (more: Partial<Probe> = {}): Probe => ({ service: 'orders', kind: 'http', path: '/healthz', port: 3000, file: 'k8s.yaml', line: 12, ...more });
const listen = (port: number): PortClaim => ({ service: 'orders', port, by: 'listen', file: 'services/orders/src/main.ts', line: 9 });
const check = (given: { readonly probes?: readonly Probe[]; readonly routes?: readonly Route[]; readonly ports?: readonly PortClaim[]; readonly openPaths?: readonly OpenPath[]; readonly framework?: string }) =>
  probeMismatch.check(model({
    services: [service('orders', { framework: given.framework ?? 'express' })],
    routes: given.routes ?? [route('orders', '/health'), route('orders', '/v1/orders/:id')],
    deployment: deployment({ probes: given.probes ?? [probe()], ports: given.ports ?? [listen(3000)], openPaths: given.openPaths ?? [] }),
  }));

describe('probe-mismatch', () => {
  it('reports a path that nothing serves, with the routes that could have been meant', () => {
    expect(check({})).toMatchObject([{ messageId: 'path', services: ['orders'], at: { file: 'k8s.yaml', line: 12 }, related: [{ note: 'serves GET /health' }] }]);
  });

  it('reports a port on which nothing listens', () => {
    expect(check({ probes: [probe({ path: '/health', port: 8080 })] })).toMatchObject([{ messageId: 'port', related: [{ note: 'listens on 3000' }] }]);
    expect(check({ probes: [probe({ kind: 'tcp', path: null, port: 8080 })] })).toMatchObject([{ messageId: 'port' }]);
  });

  it.each([
    ['the path is served', { probes: [probe({ path: '/health/' })] }],
    ['a parameter stands for it', { probes: [probe({ path: '/v1/orders/1' })] }],
    ['the port is not known', { probes: [probe({ path: '/health', port: null })] }],
    ['nobody knows where it listens', { probes: [probe({ path: '/health', port: 8080 })], ports: [] }],
    ['it asks by gRPC', { probes: [probe({ kind: 'grpc', path: null })] }],
  ])('accepts that %s', (_, given) => {
    expect(check(given)).toEqual([]);
  });

  it.each([
    ['a route has an unknown part', { routes: [route('orders', '/{}/health')] }],
    ['a route catches everything', { routes: [route('orders', '/api/*')] }],
    ['something is mounted that may answer', { openPaths: [{ service: 'orders', prefix: '/', file: 'a.ts', line: 1, note: 'files' }] }],
    ['its framework is not understood', { framework: 'nextjs' }],
    ['no route was seen', { routes: [] }],
  ])('does not judge where %s', (_, given) => {
    expect(check(given)).toMatchObject([{ verdict: 'not-evaluable' }]);
  });

  it('judges what lies outside of what is mounted', () => {
    expect(check({ openPaths: [{ service: 'orders', prefix: '/docs', file: 'a.ts', line: 1, note: 'documentation' }] })).toMatchObject([{ verdict: 'positive' }]);
  });
});
