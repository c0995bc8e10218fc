import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import autocannon from 'autocannon';

const contestants = join(import.meta.dirname, 'contestants');

/** URL of a server that must be there. */
export const realServer = (variable: 'POSTGRES_URL' | 'RABBITMQ_URL'): string => {
  const url = process.env[variable];
  if (url === undefined) throw new Error(`${variable} is not set: this is measured on real servers (bash .ci/servers.sh start DIR; . DIR/env)`);
  return url;
};

export interface Server {
  readonly child: ChildProcess;
  readonly origin: string;
}

/** Starts a contestant in a process of its own. */
export const startServer = async (file: string, ...args: string[]): Promise<Server> => {
  const child = fork(join(contestants, file), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const [message] = await once(child, 'message') as [{ port: number }];
  return { child, origin: `http://127.0.0.1:${message.port}` };
};

/** Takes spans and throws them away, so that tracing costs what it costs. */
export const startCollector = async () => {
  const server = createServer((request, response) => { request.resume(); request.on('end', () => response.end('{}')); });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
};

/** Fifty connections for some seconds; rejects when an answer is not 2xx, so that a broken contestant never looks fast. */
export const load = async (url: string): Promise<autocannon.Result> => {
  const result = await autocannon({ url, connections: 50, duration: 5 });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`);
  return result;
};

/**
 * Requests in a second of the server's own processor time: whoever else is busy on the machine (the load generator, what the server asks in
 * turn, other work) shares the wall clock with it.
 */
export const loadByProcessorTime = async (server: Server, path: string): Promise<number> => {
  const before = await processorTime(server);
  const { requests } = await load(`${server.origin}${path}`);
  return requests.total / (await processorTime(server) - before);
};

/** Seconds of processor time that a contestant has used so far. */
export const processorTime = async ({ child }: Server): Promise<number> => {
  child.send('time');
  const [{ seconds }] = await once(child, 'message') as [{ seconds: number }];
  return seconds;
};
