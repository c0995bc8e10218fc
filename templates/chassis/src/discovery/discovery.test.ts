import pino from 'pino';
import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { pickInstance } from './balancer.ts';
import { nextIndex } from './consul-watch.ts';
import { originOf, type Instance } from './discovery.ts';
import { createDnsDiscovery } from './dns-discovery.ts';
import { createStaticDiscovery } from './static-discovery.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

const instance = (id: string): Instance => ({ id, name: 'orders', address: '127.0.0.1', port: 1, tags: [] });

describe('static discovery', () => {
  it('knows what it was told, and nothing else', () => {
    const discovery = createStaticDiscovery({ orders: ['http://127.0.0.1:3001', 'http://[::1]:3002'] });
    expect(discovery.watch('orders').instances().map(originOf)).toEqual(['http://127.0.0.1:3001', 'http://[::1]:3002']);
    expect(discovery.watch('payment').instances()).toEqual([]);
  });

  it('refuses what is not plain HTTP', () => {
    expect(() => createStaticDiscovery({ orders: ['https://127.0.0.1:3001'] }).watch('orders')).toThrow(/only http/);
  });
});

describe('choice of an instance', () => {
  it('takes the less busy of two', () => {
    const [busy, idle] = [instance('busy'), instance('idle')];
    const chosen = Array.from({ length: 20 }, () => pickInstance([busy, idle], ({ id }) => (id === 'busy' ? 5 : 0))?.id);
    expect(new Set(chosen)).toEqual(new Set(['idle']));
  });

  it('spreads equal ones, avoids the one that just failed, and takes it when there is no other', () => {
    const all = ['a', 'b', 'c'].map(instance);
    const seen = new Set(Array.from({ length: 200 }, () => pickInstance(all, () => 0)?.id));
    expect(seen).toEqual(new Set(['a', 'b', 'c']));
    const without = new Set(Array.from({ length: 200 }, () => pickInstance(all, () => 0, 'b')?.id));
    expect(without).toEqual(new Set(['a', 'c']));
    expect(pickInstance([instance('b')], () => 0, 'b')?.id).toBe('b');
    expect(pickInstance([], () => 0)).toBeUndefined();
  });
});

describe('the index of a Consul watch', () => {
  it('goes on, and starts again when it went backwards or is not positive', () => {
    expect(nextIndex(5, 9)).toBe(9);
    expect(nextIndex(9, 5)).toBe(0);
    expect(nextIndex(9, 0)).toBe(0);
    expect(nextIndex(9, Number.NaN)).toBe(0);
  });
});

describe('DNS discovery', () => {
  const log = pino({ level: 'silent' });

  it('follows SRV records', async () => {
    const server = await startNameServer();
    const resolver = new Resolver({ timeout: 1_000, tries: 1 });
    resolver.setServers([server.address]);
    const discovery = createDnsDiscovery({ suffix: '.shop.test', ports: { http: 80, grpc: 90 }, refreshMs: 50, log, resolver });
    closers.push(discovery.close);
    const list = discovery.watch('orders');
    await list.known();
    expect(list.instances().map(originOf)).toEqual(['http://one.test:3001']);
    expect(server.asked()).toBe('_http._tcp.orders.shop.test');
    server.move(3002);
    await eventually(() => list.instances()[0]?.port === 3002);
  });

  it('falls back to addresses and DNS_PORT, and has no instance of a name that does not exist', async () => {
    const server = await startNameServer('no such name');
    const resolver = new Resolver({ timeout: 1_000, tries: 1 });
    resolver.setServers([server.address]);
    const discovery = createDnsDiscovery({ suffix: '', ports: { http: 3000, grpc: 50_051 }, refreshMs: 10_000, log, resolver });
    closers.push(discovery.close);
    const list = discovery.watch('localhost');
    await list.known();
    expect(list.instances().map(originOf)).toContain('http://127.0.0.1:3000');
  });
});

/** A name server that knows one SRV record, or none. */
const startNameServer = async (knows: 'one record' | 'no such name' = 'one record') => {
  let port = 3001;
  let asked = '';
  const socket = createSocket('udp4');
  socket.on('message', (query, { address, port: to }) => {
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    asked = labels(question);
    const found = knows === 'one record';
    const header = Buffer.from([query[0] ?? 0, query[1] ?? 0, 0x81, found ? 0x80 : 0x83, 0, 1, 0, found ? 1 : 0, 0, 0, 0, 0]);
    const name = Buffer.from('\x03one\x04test\x00', 'latin1');
    const record = Buffer.concat([Buffer.from([0xc0, 0x0c, 0, 33, 0, 1, 0, 0, 0, 1, 0, 6 + name.length, 0, 1, 0, 1, port >> 8, port & 255]), name]);
    socket.send(Buffer.concat([header, question, ...(found ? [record] : [])]), to, address);
  });
  await new Promise<void>((resolve) => { socket.bind(0, '127.0.0.1', resolve); });
  closers.push(() => { socket.close(); });
  return { address: `127.0.0.1:${socket.address().port}`, asked: () => asked, move: (next: number) => { port = next; } };
};

const labels = (question: Buffer): string => {
  const parts: string[] = [];
  for (let at = 0, length = question[0] ?? 0; length > 0; at += length + 1, length = question[at] ?? 0) parts.push(question.toString('latin1', at + 1, at + 1 + length));
  return parts.join('.');
};
