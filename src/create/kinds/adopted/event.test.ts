import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../../test/support/text-system.ts';
import { compare } from '../../../plan/compare.ts';
import { analyze } from '../../../system/analyze.ts';
import type { AdoptedSystem } from '../../adopted-system.ts';
import { requireService } from '../../standing-system.ts';
import { adoptedEventPlan } from './event.ts';

type Texts = Readonly<Record<string, string>>;

const packageJson = '{ "scripts": { "start": "node dist/main.js" }, "dependencies": { "express": "5", "pg": "8" } }';
const shop: Texts = {
  'docker-compose.yml': 'services:\n  orders: { build: ./orders, environment: { DATABASE_URL: "postgres://o@db:5432/orders" } }\n  stock: { build: ./stock }\n',
  'orders/package.json': packageJson,
  'orders/src/main.ts': "import express from 'express';\nimport { Pool } from 'pg';\nexport const pool = new Pool({ connectionString: process.env.DATABASE_URL });\nexpress().listen(3001);\n",
  'stock/package.json': packageJson,
  'stock/src/main.ts': "import express from 'express';\nexpress().listen(3001);\n",
};

const systemOf = (texts: Texts = {}): AdoptedSystem => {
  const files = filesOf(new Map(Object.entries({ ...shop, ...texts })));
  return { pm: 'npm', model: analyze(files), files, chassis: { version: '1.2.3', tarball: new Uint8Array([1]) } };
};

const changesOf = (system: AdoptedSystem, event = 'shipped', [publisher = 'orders', ...consumers]: readonly string[] = ['orders', 'stock']): ReadonlyMap<string, string> => {
  const { plan } = adoptedEventPlan({ publisher: requireService(system, publisher), event, consumers: consumers.map((name) => requireService(system, name)) }, system);
  return new Map(compare(plan, system.files.read).flatMap((change) => (change.kind === 'delete' ? [] : [[change.path, String(change.after)] as const])));
};

const after = (...changes: readonly ReadonlyMap<string, string>[]): Texts => Object.fromEntries(changes.flatMap((one) => [...one].filter(([path]) => !path.endsWith('.tgz'))));

describe('an event of an adopted service', () => {
  it('goes through outbox and inbox where there is a Postgres, over the bus alone where there is none', () => {
    const changes = changesOf(systemOf());
    expect([...changes.keys()].filter((path) => path.endsWith('.ts'))).toEqual([
      'orders/src/chassis/contracts/orders-shipped-v1.ts', 'orders/src/chassis/events/orders-shipped-v1.ts', 'orders/src/chassis/host.ts', 'orders/src/chassis/messages.ts', 'orders/src/chassis/start.ts',
      'stock/src/chassis/bus.ts', 'stock/src/chassis/contracts/orders-shipped-v1.ts', 'stock/src/chassis/events/on-orders-shipped-v1.ts', 'stock/src/chassis/host.ts', 'stock/src/chassis/start.ts',
    ]);
    expect(changes.get('orders/src/chassis/events/orders-shipped-v1.ts')).toContain("messages.outbox.within(transactionOf(query)).publish(ordersShippedV1Contract, 'orders.shipped.v1', event, attributes)");
    expect(changes.get('stock/src/chassis/events/on-orders-shipped-v1.ts')).toContain("await bus.subscribe(ordersShippedV1Contract, 'orders.shipped.v1'");
  });

  it('is seen by the model: who publishes it, who consumes it', () => {
    const { model } = systemOf(after(changesOf(systemOf())));
    expect(model.events.map(({ service, direction, channel, broker }) => ({ service, direction, channel, broker }))).toEqual([
      { service: 'orders', direction: 'publish', channel: 'orders.shipped.v1', broker: 'rabbitmq' }, { service: 'stock', direction: 'consume', channel: 'orders.shipped.v1', broker: 'rabbitmq' },
    ]);
  });

  it('changes nothing the second time, and adds a consumer the third', () => {
    const once = after(changesOf(systemOf(), 'shipped', ['orders']));
    expect([...changesOf(systemOf(once), 'shipped', ['orders']).keys()]).toEqual([]);
    expect([...changesOf(systemOf(once)).keys()].every((path) => path.startsWith('stock/'))).toBe(true);
  });

  it('is started beside those that are there', () => {
    const first = after(changesOf(systemOf()));
    const start = changesOf(systemOf(first), 'cancelled').get('stock/src/chassis/start.ts') ?? '';
    expect(start).toContain("import { consumeOrdersCancelledV1 } from './events/on-orders-cancelled-v1';\nimport { consumeOrdersShippedV1 } from './events/on-orders-shipped-v1';\n");
    expect(start).toContain('  await consumeOrdersShippedV1();\n  await consumeOrdersCancelledV1();\n  await host.start();\n');
  });

  it.each([
    ['a start that starts no host', after(changesOf(systemOf()), new Map([['stock/src/chassis/start.ts', 'export {};\n']])), 'cancelled', 'has no `await host.start();`'],
    ['an event that somebody else publishes', { 'stock/src/old.ts': '', 'orders/src/main.ts': "import amqp from 'amqplib';\nconst run = async () => {\n  const channel = await (await amqp.connect('amqp://b')).createChannel();\n  channel.publish('x', 'orders.shipped.v1', Buffer.from(''));\n};\nrun();\n" }, 'shipped', 'there is an event orders.shipped.v1 already'],
    ['a table of the name of one of ours', { 'orders/src/main.ts': "import { Pool } from 'pg';\nconst pool = new Pool({ connectionString: process.env.DATABASE_URL });\npool.query('insert into outbox (id) values (1)');\n" }, 'shipped', 'has a table outbox already'],
  ])('is refused for %s', (_, texts, event, message) => {
    expect(() => changesOf(systemOf(texts), event)).toThrow(expect.objectContaining({ code: 3, message: expect.stringContaining(message) as string }) as Error);
  });
});
