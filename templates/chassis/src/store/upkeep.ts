import type { Log } from '../discovery/log.ts';

/** Work on the service's own tables from time to time. Not worth a failure of anything else: the next time comes. */
export const every = (ms: number, log: Log, work: () => Promise<void>): NodeJS.Timeout =>
  setInterval(() => { work().catch((error: unknown) => { log.warn({ err: error }, 'upkeep of tables failed'); }); }, ms).unref();
