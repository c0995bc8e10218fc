/** One charge an order: taken, declined, or given back. Amounts are whole cents. */
export interface Charge {
  readonly orderId: string;
  readonly amountCents: number;
  readonly status: 'charged' | 'declined' | 'refunded';
}

export interface ChargeRequest {
  readonly orderId: string;
  readonly amountCents: number;
  readonly cardToken: string;
}

/** Whoever moves the money. Both operations may be repeated with the same order: the first one counts. */
export interface PaymentProvider {
  readonly charge: (request: ChargeRequest) => Promise<'charged' | 'declined'>;
  /** Gives back what was taken for the order, if anything was. */
  readonly refund: (orderId: string) => Promise<void>;
}

export interface ChargeStore {
  readonly find: (orderId: string) => Promise<Charge | undefined>;
  /** Keeps the first charge of an order and returns the one that is kept. */
  readonly keep: (charge: Charge) => Promise<Charge>;
  /** Marks as refunded what was charged, and what has not been charged yet. */
  readonly markRefunded: (orderId: string) => Promise<void>;
}

export interface Payments {
  /** @throws AmountChanged when the order was charged before with another amount. */
  readonly charge: (request: ChargeRequest) => Promise<Charge>;
  /** Also of an order that was never charged: a charge that arrives late is then given back. */
  readonly refund: (orderId: string) => Promise<void>;
  readonly find: ChargeStore['find'];
}

export class AmountChanged extends Error {
  override readonly name = 'AmountChanged';
}

export const createPayments = (store: ChargeStore, provider: PaymentProvider): Payments => ({
  find: store.find,
  charge: async (request) => {
    const { orderId, amountCents } = request;
    const earlier = await store.find(orderId);
    if (earlier !== undefined) return sameAmount(earlier, amountCents);
    const status = await provider.charge(request);
    const kept = await store.keep({ orderId, amountCents, status });
    // The order was rejected while the provider was at work: the money goes back.
    if (status === 'charged' && kept.status === 'refunded') await provider.refund(orderId);
    return kept;
  },
  // Marked first: from here on a charge that arrives late gives its money back itself.
  refund: async (orderId) => {
    await store.markRefunded(orderId);
    await provider.refund(orderId);
  },
});

const sameAmount = (charge: Charge, amountCents: number): Charge => {
  if (charge.status === 'refunded' || charge.amountCents === amountCents) return charge;
  throw new AmountChanged(`Order ${charge.orderId} was charged ${charge.amountCents} cents before, not ${amountCents}.`);
};
