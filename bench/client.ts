import { once } from 'node:events';
import { interleave, print, type Contestant } from './measure.ts';
import { startServer } from './servers.ts';

/** The guarded client (deadline, retry, budget, breaker, bulkhead, balancing, metrics) against undici alone; both check the answer. */
export const client = async (): Promise<void> => {
  const behind = await startServer('fastify.ts');
  const callers = {
    'undici, answer checked': await startServer('caller.ts', behind.origin, 'plain'),
    'client of the chassis': await startServer('caller.ts', behind.origin, 'guarded'),
  };
  try {
    const rows = Object.entries(callers).map(([name, { child }]): Contestant => ({
      name,
      round: async () => {
        child.send('round');
        const [{ calls }] = await once(child, 'message') as [{ calls: number }];
        return calls;
      },
    }));
    print('GET by a client, 32 in flight', 'calls per second of processor time', await interleave(rows));
  } finally {
    for (const { child } of [...Object.values(callers), behind]) child.kill();
  }
};
