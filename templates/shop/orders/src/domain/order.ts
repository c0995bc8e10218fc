/** An order is decided once, from pending to confirmed or rejected. Amounts are whole cents. */
export interface Order {
  readonly orderId: string;
  readonly customerId: string;
  readonly status: 'pending' | 'confirmed' | 'rejected';
  readonly reason: string | null;
  readonly lines: readonly Line[];
  readonly totalCents: number | null;
  readonly createdAt: Date;
}

export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

export type Decision =
  | { readonly status: 'confirmed'; readonly totalCents: number }
  /** A `retryable` rejection frees the idempotency key: the customer's next attempt is a new order. */
  | { readonly status: 'rejected'; readonly reason: string; readonly retryable: boolean };

export interface NewOrder {
  readonly customerId: string;
  readonly lines: readonly Line[];
  /** The customer's own key of this attempt, `undefined` for none. */
  readonly idempotencyKey: string | undefined;
}

export interface OrderStore {
  /** Keeps a pending order; returns the earlier one where the customer has used the key before. */
  readonly open: (order: NewOrder) => Promise<Order>;
  /** The first decision counts, and the other services are told of it; returns the order as it was decided. */
  readonly decide: (orderId: string, decision: Decision) => Promise<Order>;
  readonly find: (orderId: string) => Promise<Order | undefined>;
  /** Orders that are still pending though they were opened before `time`. */
  readonly pendingSince: (time: Date) => Promise<readonly Order[]>;
}

/** What another service says to one step: its answer, or why it refuses. Being unable to answer is an exception. */
export type Answer<Value> = Value | { readonly refused: string };

/** Every step may be repeated for the same order: the first one counts. */
export interface Inventory {
  readonly reserve: (order: Pick<Order, 'orderId' | 'lines'>) => Promise<Answer<{ readonly totalCents: number }>>;
}

export interface Payment {
  readonly charge: (charge: { readonly orderId: string; readonly amountCents: number; readonly cardToken: string }) => Promise<Answer<{ readonly charged: true }>>;
}
