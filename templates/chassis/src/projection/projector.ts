import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Service } from '../service/service.ts';
import { settledPosition } from '../store/event-position.ts';
import type { ProjectionDefinition } from './define-projection.ts';
import { NotApplied, projectBatch, type Progress } from './project.ts';
import type { ProjectionMetrics } from './projection-metrics.ts';

export type ProjectorParts = {
  readonly db: Kysely<unknown>;
  readonly log: Service['log'];
  readonly metrics: ProjectionMetrics;
};

export type Projector = {
  /** Ends after the batch in hand. */
  readonly stop: () => Promise<void>;
};

/** One look costs one query, however many read models there are. */
const pollMs = 50;
const longestPauseMs = 30_000;

/** Keeps a read model up to what has happened, for as long as it is not stopped. One that fails goes on from the event that failed, after growing pauses. */
export const startProjector = (parts: ProjectorParts, definition: ProjectionDefinition<never>): Projector => {
  const { db, log, metrics } = parts;
  const stopped = new AbortController();
  const { name: projection, version } = definition;
  const pause = async (ms: number): Promise<void> => { await delay(ms, undefined, { signal: stopped.signal }).catch(() => {}); };

  const noted = ({ applied, swapped, ...rest }: Progress): Progress => {
    metrics.applied(projection, applied);
    if (swapped) log.info({ projection, version }, 'a read model that was built again has taken the place of the one before');
    return { applied, swapped, ...rest };
  };
  /** Those before the one that cannot be applied are done, and then it is alone. */
  const once = async (): Promise<Progress> => {
    try {
      return noted(await projectBatch(db, definition));
    } catch (error) {
      if (!(error instanceof NotApplied) || error.before === 0) throw error;
      return noted(await projectBatch(db, definition, error.before));
    }
  };
  const catchUp = async (): Promise<void> => {
    while (!stopped.signal.aborted && (await once()).more);
  };
  const run = async (): Promise<void> => {
    let seen = -1n;
    let failures = 0;
    while (!stopped.signal.aborted) {
      try {
        const settled = await settledPosition(db);
        if (settled !== seen) await catchUp();
        [seen, failures] = [settled, 0];
        await pause(pollMs);
      } catch (error) {
        failures += 1;
        metrics.failed(projection);
        log.error({ err: error, projection, version }, 'a read model stands still; trying again');
        await pause(Math.min(longestPauseMs, 250 * 2 ** failures));
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped.abort();
      await running;
    },
  };
};
