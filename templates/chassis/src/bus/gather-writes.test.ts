import { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { newContract, useBroker } from './broker.fixture.ts';
import { gatherWrites } from './gather-writes.ts';

/** A stream that tells what each of its system calls would hold. */
const socket = () => {
  const calls: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => { calls.push(chunk.toString()); done(); },
    writev: (chunks, done) => { calls.push(chunks.map(({ chunk }) => String(chunk)).join('')); done(); },
  });
  gatherWrites(stream);
  return { stream, calls };
};

it('writes at once, in their order, what comes in one turn', async () => {
  const { stream, calls } = socket();
  for (const piece of ['a', 'b', 'c']) stream.write(piece);
  await setImmediate();
  stream.write('d');
  await setImmediate();
  expect(calls).toEqual(['abc', 'd']);
});

it('loses nothing that was written right before the end', async () => {
  const { stream, calls } = socket();
  stream.write('a');
  stream.end('b');
  await setImmediate();
  expect(calls.join('')).toBe('ab');
});

describeWithServer('RABBITMQ_URL', 'event bus, against a real RabbitMQ', (url) => {
  const { start } = useBroker(url);

  it('gives the socket at once what is published at once', async () => {
    const { type, contract } = newContract();
    const { bus } = await start('stock');
    const written = vi.spyOn(Socket.prototype as unknown as { _writev: (chunks: readonly unknown[], done: () => void) => void }, '_writev');
    try {
      await Promise.all(Array.from({ length: 50 }, () => bus.publish(contract, type, { sku: 'a' })));
      expect(Math.max(...written.mock.calls.map(([chunks]) => chunks.length))).toBeGreaterThanOrEqual(50);
    } finally {
      written.mockRestore();
    }
  });
});
