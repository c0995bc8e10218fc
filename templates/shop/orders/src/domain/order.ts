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
  readonly cardToken: string;
}

/** The reason of an order that nobody refused: somebody could not answer. */
export const unavailable = 'unavailable';

export interface OrderStore {
  /** Keeps a pending order, and begins it; returns the earlier one where the customer has used the key before. */
  readonly open: (order: NewOrder) => Promise<Order>;
  readonly find: (orderId: string) => Promise<Order | undefined>;
}

/** Of a call that is made for a step: the same key in every attempt, and when to give up. */
export interface StepCall {
  readonly key: string;
  readonly signal: AbortSignal;
}

/** A refusal is a `StepRefused` with its reason. Each may be repeated for an order: the first one counts. */
export interface Inventory {
  readonly reserve: (order: Pick<Order, 'orderId' | 'lines'>, call: StepCall) => Promise<{ readonly totalCents: number }>;
  /** Also of an order for which nothing is reserved yet: what comes later is refused. */
  readonly release: (orderId: string, call: StepCall) => Promise<void>;
}

export interface Payment {
  readonly charge: (charge: { readonly orderId: string; readonly amountCents: number; readonly cardToken: string }, call: StepCall) => Promise<void>;
  /** Also of an order that is not charged yet: what comes later is refused. */
  readonly refund: (orderId: string, call: StepCall) => Promise<void>;
}
