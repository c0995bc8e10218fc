import { once } from 'node:events';
import { createDatabase } from './database.ts';
import { interleave, print, type Contestant } from './measure.ts';
import { peers } from './peers.ts';
import { realServer, startServer, type Server } from './servers.ts';
import type { Rounds } from './contestants/saga-rounds.ts';

const measure = async ({ child }: Server, rounds: Rounds): Promise<number> => {
  child.send(rounds);
  const [{ value }] = await once(child, 'message') as [{ value: number }];
  return value;
};

/** A saga of three steps that do nothing, against a workflow of DBOS of three such steps; each on a database of its own of one Postgres, with a pool of ten. */
export const saga = async (): Promise<void> => {
  const postgres = realServer('POSTGRES_URL');
  const [dbos, own, within] = [await createDatabase(postgres), await createDatabase(postgres), await createDatabase(postgres)];
  const servers = {
    'DBOS, workflow of three steps': await startServer('saga-dbos.ts', await peers(), dbos.url),
    'saga of the chassis': await startServer('saga-chassis.ts', own.url, 'alone'),
    '… started in a transaction of the caller': await startServer('saga-chassis.ts', within.url, 'within'),
  };
  const contestants = (rounds: Rounds): Contestant[] => Object.entries(servers).map(([name, server]) => ({ name, round: () => measure(server, rounds) }));
  try {
    print('sagas of three steps, 100 in flight', 'sagas/s', await interleave(contestants('many')));
    print('one saga of three steps, alone', 'milliseconds', await interleave(contestants('one')));
  } finally {
    for (const { child } of Object.values(servers)) child.kill();
    await Promise.all([dbos, own, within].map((database) => database.drop()));
  }
};
