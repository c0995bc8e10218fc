import { requestContext } from '@sample-system/chassis';
import type { OrderParts } from '../domain/place-order.ts';

interface Ended {
  readonly ended: (id: string, signal: AbortSignal) => Promise<unknown>;
}

/** For what follows the wait: reading the order, and the answer. */
const restMs = 200;

/** Waits for an order, not longer than `limitMs` nor than its request has time. */
export const untilSettled = ({ ended }: Ended, limitMs: number): OrderParts['settled'] => async (orderId) => {
  const left = (requestContext()?.deadline ?? Number.POSITIVE_INFINITY) - Date.now() - restMs;
  const enough = AbortSignal.timeout(Math.max(0, Math.min(limitMs, left)));
  await ended(orderId, enough).catch((error: unknown) => { if (!enough.aborted) throw error; });
};
