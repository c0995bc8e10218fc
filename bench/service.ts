import { fork, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import type { AddressInfo } from 'node:net';
import autocannon from 'autocannon';
import { interleave, print, type Contestant } from './measure.ts';
import { peers } from './peers.ts';

const contestants = join(import.meta.dirname, 'contestants');

interface Server {
  readonly child: ChildProcess;
  readonly url: string;
}

const start = async (file: string, argument: string): Promise<Server> => {
  const child = fork(join(contestants, file), [argument], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [message] = await once(child, 'message') as [{ port: number }];
  return { child, url: `http://127.0.0.1:${message.port}/v1/orders/42` };
};

/** Takes spans and throws them away, so that tracing costs what it costs. */
const startCollector = async () => {
  const server = createServer((request, response) => { request.resume(); request.on('end', () => response.end('{}')); });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
};

const load = async (url: string): Promise<number> => {
  const result = await autocannon({ url, connections: 50, duration: 5 });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`);
  return result.requests.average;
};

/** A service on the chassis (validation, logs, metrics, every request traced and exported) against bare fastify and an empty Nest. */
export const service = async (): Promise<void> => {
  const collector = await startCollector();
  const servers = {
    'fastify, bare': await start('fastify.ts', ''),
    'service on the chassis, all traced': await start('chassis.ts', collector.url),
    'Nest on express, empty': await start('nest.ts', await peers()),
  };
  try {
    const rows = Object.entries(servers).map(([name, { url }]): Contestant => ({ name, round: async () => load(url) }));
    print('GET /v1/orders/:id, 50 connections', 'requests/s', await interleave(rows));
  } finally {
    for (const { child } of Object.values(servers)) child.kill();
    collector.close();
  }
};
