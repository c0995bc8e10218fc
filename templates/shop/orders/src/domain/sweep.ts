import type { OrderStore } from './order.ts';

export interface SweepParts {
  readonly store: OrderStore;
  /** Milliseconds after which a pending order counts as left by a crash; longer than any request takes. */
  readonly abandonedAfterMs: number;
}

/** Ends what a crash left: no order stays pending for ever. Instances may sweep side by side. */
export const sweep = async ({ store, abandonedAfterMs }: SweepParts): Promise<void> => {
  for (const { orderId } of await store.pendingSince(new Date(Date.now() - abandonedAfterMs))) {
    await store.decide(orderId, { status: 'rejected', reason: 'abandoned', retryable: true });
  }
};
