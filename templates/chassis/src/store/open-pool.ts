import { Pool } from 'pg';
import type { PoolConfig } from 'pg';
import type { Logger } from 'pino';

/**
 * A pool whose connections may break at any time. An idle one is replaced. One that is in use says so twice: to the query in hand, if there
 * is one, and by an event for which the pool has no listener then, so that Node would end the process.
 */
export const openPool = (options: PoolConfig, log: Pick<Logger, 'warn' | 'debug'>): Pool => {
  const pool = new Pool(options);
  pool.on('error', (error) => {
    // The pool hangs the whole connection on it: kilobytes of log each time.
    Reflect.deleteProperty(error, 'client');
    log.warn({ err: error }, 'an idle database connection broke; the pool makes a new one');
  });
  pool.on('connect', (client) => { client.on('error', (error) => { log.debug({ err: error }, 'a database connection broke'); }); });
  return pool;
};
