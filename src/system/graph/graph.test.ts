import { describe, expect, it } from 'vitest';
import { call, event, model, route, service, store } from '../../../test/support/model.ts';
import { jsonGraph } from './json.ts';
import { mermaidGraph } from './mermaid.ts';

const system = model({
  services: [service('gateway', { role: 'gateway', path: 'gateway' }), service('orders')],
  calls: [call('gateway', 'orders', { resolvedBy: [{ file: 'compose.yml', line: 4, column: 2, note: 'ORDERS_URL' }] }), call('gateway', 'orders'), call('orders', null)],
  events: [event('orders', 'publish', 'order."placed"')],
  stores: [store('orders', 'db:5432/orders')],
  routes: [route('orders', '/v1/orders', { version: 'v1' })],
});

describe('json graph', () => {
  it('has the published shape', () => {
    expect(JSON.parse(jsonGraph({ ...system, calls: system.calls.slice(0, 1) }))).toEqual({
      version: 1,
      services: [
        { name: 'gateway', path: 'gateway', role: 'gateway', node: true, framework: 'express' },
        { name: 'orders', path: 'services/orders', role: 'business', node: true, framework: 'express' },
      ],
      calls: [{
        from: 'gateway', to: 'orders', toKind: 'service', file: 'services/gateway/src/client.ts', line: 10, client: 'fetch', method: 'GET', path: '/v1/things',
        timeout: false, breaker: false, retry: false, inLoop: false, resolvedBy: [{ file: 'compose.yml', line: 4, note: 'ORDERS_URL' }],
      }],
      events: [{ service: 'orders', direction: 'publish', file: 'services/orders/src/events.ts', line: 4, broker: 'rabbitmq', channel: 'order."placed"' }],
      stores: [{ service: 'orders', engine: 'postgres', role: 'primary', identity: 'db:5432/orders', file: 'services/orders/src/store.ts', line: 3 }],
      routes: [{ service: 'orders', method: 'GET', path: '/v1/orders', version: 'v1', file: 'services/orders/src/routes.ts', line: 7 }],
    });
  });
});

describe('mermaid graph', () => {
  it('draws each relation once, with quoted labels', () => {
    expect(mermaidGraph(system)).toBe(`flowchart LR
  s1{{"gateway"}}
  s2["orders"]
  s1 --> s2
  s2 -.-> c1>"order.#quot;placed#quot;"]
  s2 --- d1[("postgres db:5432/orders")]
`);
  });
});
