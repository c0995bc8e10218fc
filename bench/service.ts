import { interleave, print, type Contestant } from './measure.ts';
import { peers } from './peers.ts';
import { load, startCollector, startServer } from './servers.ts';

/** A service on the chassis (validation, logs, metrics, every request traced and exported) against bare fastify and an empty Nest. */
export const service = async (): Promise<void> => {
  const collector = await startCollector();
  const servers = {
    'fastify, bare': await startServer('fastify.ts'),
    'service on the chassis, all traced': await startServer('chassis.ts', collector.url),
    'Nest on express, empty': await startServer('nest.ts', await peers()),
  };
  try {
    const rows = Object.entries(servers).map(([name, { origin }]): Contestant => ({ name, round: async () => (await load(`${origin}/v1/orders/42`)).requests.average }));
    print('GET /v1/orders/:id, 50 connections', 'requests/s', await interleave(rows));
  } finally {
    for (const { child } of Object.values(servers)) child.kill();
    collector.close();
  }
};
