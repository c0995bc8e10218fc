import { once } from 'node:events';
import { interleave, print, type Contestant } from './measure.ts';
import { processorTime, startCollector, startServer, type Server } from './servers.ts';

interface Pair {
  readonly server: Server;
  readonly caller: Server;
}

const startPair = async (kind: 'bare' | 'chassis', collector: string): Promise<Pair> => {
  const server = await startServer('grpc-server.ts', kind, collector);
  return { server, caller: await startServer('grpc-caller.ts', new URL(server.origin).port, kind, collector) };
};

/** Calls in a second of processor time of both sides together. */
const round = async ({ server, caller }: Pair): Promise<number> => {
  const before = await processorTime(server);
  caller.child.send('round');
  const [{ calls, seconds }] = await once(caller.child, 'message') as [{ calls: number; seconds: number }];
  return calls / (seconds + await processorTime(server) - before);
};

/** Unary calls through the chassis (guards, discovery, deadlines, logs, metrics, both sides traced and exported) against grpc-js alone. */
export const grpc = async (): Promise<void> => {
  const collector = await startCollector();
  const pairs = { 'grpc-js, bare': await startPair('bare', collector.url), 'the chassis on both sides, all traced': await startPair('chassis', collector.url) };
  try {
    print('GetSampleItem, 32 in flight', 'calls per second of processor time, both sides', await interleave(Object.entries(pairs).map(([name, pair]): Contestant => ({ name, round: () => round(pair) }))));
  } finally {
    for (const { server, caller } of Object.values(pairs)) for (const { child } of [caller, server]) child.kill();
    collector.close();
  }
};
