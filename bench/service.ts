import { interleave, print, type Contestant } from './measure.ts';
import { peers } from './peers.ts';
import { load, loadByProcessorTime, startCollector, startServer, type Server } from './servers.ts';

const path = '/v1/orders/42';
const measures: readonly (readonly [string, (server: Server) => Promise<number>])[] = [
  ['requests/s', async ({ origin }) => (await load(`${origin}${path}`)).requests.average],
  ['requests per second of processor time', (server) => loadByProcessorTime(server, path)],
];

/** A service on the chassis (validation, logs, metrics, every request traced and exported) against bare fastify and an empty Nest. */
export const service = async (): Promise<void> => {
  const collector = await startCollector();
  const servers = {
    'fastify, bare': await startServer('fastify.ts'),
    'service on the chassis, all traced': await startServer('chassis.ts', collector.url),
    'Nest on express, empty': await startServer('nest.ts', await peers()),
  };
  try {
    for (const [unit, measure] of measures) {
      const rows = Object.entries(servers).map(([name, server]): Contestant => ({ name, round: () => measure(server) }));
      print('GET /v1/orders/:id, 50 connections', unit, await interleave(rows));
    }
  } finally {
    for (const { child } of Object.values(servers)) child.kill();
    collector.close();
  }
};
