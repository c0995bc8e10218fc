import { once } from 'node:events';
import { interleave, print, type Contestant } from './measure.ts';
import { peers } from './peers.ts';
import { load, startCollector, startServer, type Server } from './servers.ts';

const processorTime = async ({ child }: Server): Promise<number> => {
  child.send('time');
  const [{ seconds }] = await once(child, 'message') as [{ seconds: number }];
  return seconds;
};

/**
 * Requests in a second of the proxy's own processor time: the load generator and the service behind share the machine with it,
 * so what the wall clock tells is mostly about them.
 */
const throughput = async (server: Server): Promise<number> => {
  const before = await processorTime(server);
  const { requests } = await load(`${server.origin}/v1/orders/42`);
  return requests.total / (await processorTime(server) - before);
};

/** The gateway against the stock proxy plugin, each with as much and as little as the other. */
export const gateway = async (): Promise<void> => {
  const folder = await peers();
  const collector = await startCollector();
  const behind = await startServer('fastify.ts');
  const servers = {
    '@fastify/http-proxy, bare': await startServer('http-proxy.ts', folder, behind.origin, 'bare'),
    '@fastify/http-proxy, helmet, rate limit': await startServer('http-proxy.ts', folder, behind.origin, 'guarded'),
    'what passes on in our gateway, alone': await startServer('forward.ts', behind.origin),
    'gateway, no collector, no log': await startServer('gateway.ts', behind.origin),
    'gateway, all traced and logged': await startServer('gateway.ts', behind.origin, collector.url),
  };
  try {
    const rows = Object.entries(servers).map(([name, server]): Contestant => ({ name, round: async () => throughput(server) }));
    print('GET through a proxy, 50 connections', 'requests per second of processor time', await interleave(rows));
  } finally {
    for (const { child } of [...Object.values(servers), behind]) child.kill();
    collector.close();
  }
};
