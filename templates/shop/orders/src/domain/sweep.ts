import type { Announce, OrderStore } from './order.ts';

export interface SweepParts {
  readonly store: OrderStore;
  readonly announce: Announce;
  /** Milliseconds after which a pending order counts as left by a crash; longer than any request takes. */
  readonly abandonedAfterMs: number;
}

/** Milliseconds that a request gets to announce its order itself. */
const announcedWithinMs = 5_000;

/** Finishes what a crash or a broker outage left: no order stays pending for ever, none stays unannounced. Instances may sweep side by side. */
export const sweep = async ({ store, announce, abandonedAfterMs }: SweepParts): Promise<void> => {
  const now = Date.now();
  for (const { orderId } of await store.pendingSince(new Date(now - abandonedAfterMs))) {
    await store.decide(orderId, { status: 'rejected', reason: 'abandoned', retryable: true });
  }
  for (const order of await store.unannounced(new Date(now - announcedWithinMs))) await announce(order);
};
