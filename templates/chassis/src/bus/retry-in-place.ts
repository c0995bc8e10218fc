import { setTimeout } from 'node:timers/promises';
import type { ConsumeMessage } from 'amqplib';
import type { Service } from '../service/service.ts';
import { handleDelivery, type Verdict } from './delivery.ts';
import type { Subscription } from './subscription.ts';

/** `stopped`: the service stops while the message waits for its next try; unacknowledged it comes again to another instance. */
export type RetryInPlace = (
  subscription: Subscription,
  delivery: { readonly message: ConsumeMessage; readonly attempt: number },
  parts: Pick<Service, 'tracing' | 'log'>,
) => Promise<Verdict | 'stopped'>;

/** For ordered events: a retry queue would let the next event of the same key overtake. */
export const createRetryInPlace = (stopped: AbortSignal): RetryInPlace => async (subscription, { message, attempt }, parts) => {
  for (let current = attempt; ; current += 1) {
    if (stopped.aborted) return 'stopped';
    const verdict = await handleDelivery(subscription, { message, attempt: current }, parts);
    if (verdict.outcome !== 'retried') return verdict;
    await setTimeout(verdict.delayMs, undefined, { signal: stopped }).catch(() => undefined);
  }
};
