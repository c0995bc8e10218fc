import { openEventLog } from './contestants/event-log.ts';
import { interleave, print } from './measure.ts';

/** What it costs to keep events in place of rows, and to make rows of events. */
export const eventLog = async (): Promise<void> => {
  const server = process.env['POSTGRES_URL'];
  if (server === undefined) throw new Error('POSTGRES_URL is not set: bench event-log needs a real Postgres (.ci/servers.sh start DIR; . DIR/env)');
  const log = await openEventLog(server);
  try {
    print('one row, 10 writers', 'writes/s', await interleave([
      { name: 'one INSERT', round: log.insert },
      { name: 'begin, INSERT, commit', round: log.insertInTransaction },
      { name: 'aggregate: load, decide, append (first)', round: log.appendFirst },
      { name: '… to a stream, snapshot every 100', round: log.appendNext },
    ]));
    print('a read model from its events', 'events/s', await interleave([
      { name: 'its upserts alone, 500 a transaction', round: log.upserts },
      { name: 'projection, built again and swapped', round: log.project },
    ], 3));
  } finally {
    await log.close();
  }
};
