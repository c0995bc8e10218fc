/** Who takes which events, as the contract of the shop has it. */
export const subscriptions = [
  { queue: 'inventory.order.confirmed.v1', type: 'order.confirmed.v1' },
  { queue: 'loyalty.order.confirmed.v1', type: 'order.confirmed.v1' },
  { queue: 'loyalty.order.rejected.v1', type: 'order.rejected.v1' },
] as const;

/** With where their messages wait and end. */
export const queuesOf: readonly string[] = subscriptions.flatMap(({ queue }) => [queue, ...[1_000, 5_000, 25_000].map((ms) => `${queue}.retry.${ms}`), `${queue}.dead`]);
