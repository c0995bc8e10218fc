import { randomUUID } from 'node:crypto';
import { DeadlineExceeded } from '../client/client-errors.ts';
import { openDeadline, raceSignal } from '../client/deadline.ts';
import { requestContext, runInRequestContext } from '../http/request-context.ts';
import type { CacheMetrics } from './cache-metrics.ts';

/** Gets a value from its source; undefined where there is none, which is not kept. */
export type Load<Value> = (load: { readonly signal: AbortSignal }) => Promise<Value | undefined>;

/**
 * Loads for everybody who asks: with a time of its own, which does not end when one of them goes, and without the identity of the one who was
 * first, or others would be given what is his.
 */
export const loadForAll = async <Value>(load: Load<Value>, cache: string, loadMs: number): Promise<Value | undefined> => {
  const asked = requestContext();
  const context = { requestId: asked?.requestId ?? randomUUID(), traceId: asked?.traceId ?? '', deadline: Date.now() + loadMs, identity: {} };
  return runInRequestContext(context, async () => {
    const { signal, close } = openDeadline(loadMs);
    try {
      return await raceSignal(load({ signal }), signal);
    } catch (error) {
      throw signal.aborted ? new DeadlineExceeded(`the source of the cache ${cache}`, error) : error;
    } finally {
      close();
    }
  });
};

export const measured = async <Value>(metrics: CacheMetrics, work: () => Promise<Value | undefined>): Promise<Value | undefined> => {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  try {
    const value = await work();
    metrics.loaded(value === undefined ? 'nothing' : 'loaded', seconds());
    return value;
  } catch (error) {
    metrics.loaded('failed', seconds());
    throw error;
  }
};
