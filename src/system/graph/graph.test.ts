import { parse as parseDot } from '@ts-graphviz/ast';
import { describe, expect, it } from 'vitest';
import { largeSystem } from '../../../test/support/large-model.ts';
import { hostileModel } from '../../../test/support/hostile-model.ts';
import { call, event, model, route, service, store } from '../../../test/support/model.ts';
import { components } from './components.ts';
import { dotGraph } from './dot.ts';
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
  c1>"order.#quot;placed#quot;"]
  d1[("postgres db:5432/orders")]
  s1 --> s2
  s2 -.-> c1
  s2 --- d1
`);
  });

  it('marks what is part of a cycle', () => {
    const circle = model({ services: [service('a'), service('b'), service('c')], calls: [call('a', 'b'), call('b', 'a'), call('c', 'a')] });
    expect(mermaidGraph(circle)).toContain('linkStyle 0,1 stroke:#c62828');
  });
});

describe('dot graph', () => {
  it('draws roles, relations and stores', () => {
    expect(dotGraph(system)).toBe(`digraph system {
  rankdir=LR;
  node [fontname="sans-serif"];
  s1 [label="gateway", shape=hexagon];
  s2 [label="orders", shape=box, style=rounded];
  c1 [label="order.\\"placed\\"", shape=cds];
  d1 [label="postgres db:5432/orders", shape=cylinder];
  s1 -> s2;
  s2 -> c1 [style=dashed];
  s2 -> d1 [dir=none, color=gray50];
}
`);
  });

  it('marks what is part of a cycle', () => {
    expect(dotGraph(hostileModel).match(/penwidth=2/g)).toHaveLength(2);
  });

  it.each([['ordinary', system], ['hostile', hostileModel], ['large', largeSystem(90).model], ['empty', model()]])('is read by a parser of the language: %s', (_, given) => {
    const [graph] = parseDot(dotGraph(given)).children;
    const labels = graph?.type === 'Graph' ? graph.children.flatMap((statement) => (statement.type === 'Node' && statement.id.value !== 'node' ? [statement.id.value] : [])) : [];
    expect(labels.filter((id) => id.startsWith('s'))).toHaveLength(given.services.length);
  });
});

describe('strongly connected components', () => {
  it('follow a chain of any length without a stack', () => {
    const size = 30_000;
    const chain = new Map(Array.from({ length: size }, (_, index) => [String(index), [String(index + 1)]]));
    expect(new Set(components(chain).values()).size).toBe(size + 1);
    expect(new Set(components(chain.set(String(size), ['0'])).values()).size).toBe(1);
  });
});
