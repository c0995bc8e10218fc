import { interleave, print, type Contestant } from './measure.ts';
import { peers } from './peers.ts';
import { loadByProcessorTime, startCollector, startServer } from './servers.ts';

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
    const rows = Object.entries(servers).map(([name, server]): Contestant => ({ name, round: () => loadByProcessorTime(server, '/v1/orders/42') }));
    print('GET through a proxy, 50 connections', 'requests per second of processor time', await interleave(rows));
  } finally {
    for (const { child } of [...Object.values(servers), behind]) child.kill();
    collector.close();
  }
};
