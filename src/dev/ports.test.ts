import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { anyFreePort, claimPort, LOOPBACK } from './ports.ts';

const takenPort = async (): Promise<number> => {
  const server = createServer();
  server.listen({ host: LOOPBACK, port: 0, exclusive: true });
  await once(server, 'listening');
  onTestFinished(() => { server.close(); });
  return (server.address() as AddressInfo).port;
};

test('a port that is taken is passed over', async () => {
  const taken = await takenPort();
  expect(await claimPort(taken, new Set())).toBeGreaterThan(taken);
});

test('a port is promised once', async () => {
  const promised = new Set<number>();
  const wanted = await anyFreePort();
  expect(await claimPort(wanted, promised)).not.toBe(await claimPort(wanted, promised));
});

test('an exhausted range is said, with what to do', async () => {
  await expect(claimPort(65_535, new Set([65_535]))).rejects.toMatchObject({
    code: 1, message: 'All ports from 65535 to 65535 are taken on 127.0.0.1.', hint: expect.stringContaining('dev.ports'),
  });
});
