/** Stock as inventory counts it: what is available, reserved and shipped always adds up to what came in. */

export interface Line {
  readonly sku: string;
  readonly quantity: number;
}

export interface PricedLine extends Line {
  readonly unitPriceCents: number;
}

export interface StockItem {
  readonly sku: string;
  readonly name: string;
  readonly unitPriceCents: number;
  readonly available: number;
  readonly reserved: number;
  readonly shipped: number;
}

export interface Reservation {
  readonly orderId: string;
  readonly status: 'held' | 'shipped' | 'released';
  readonly lines: readonly PricedLine[];
}

export type Refusal =
  | { readonly kind: 'out-of-stock'; readonly sku: string }
  | { readonly kind: 'unknown-sku'; readonly sku: string }
  | { readonly kind: 'order-rejected'; readonly orderId: string };

export type HoldResult = { readonly reservation: Reservation } | { readonly refusal: Refusal };

/** Each may be repeated: the first hold counts, and a release for good. */
export interface ReservationStore {
  readonly hold: (orderId: string, lines: readonly Line[]) => Promise<HoldResult>;
  /** Also of what is not held yet. */
  readonly release: (orderId: string) => Promise<void>;
  readonly find: (orderId: string) => Promise<Reservation | undefined>;
}

export interface StockStore {
  readonly find: (sku: string) => Promise<StockItem | undefined>;
  readonly list: () => Promise<readonly StockItem[]>;
}

export const totalCents = (lines: readonly PricedLine[]): number =>
  lines.reduce((total, { quantity, unitPriceCents }) => total + quantity * unitPriceCents, 0);

/** One line a sku, in one order for everybody: two orders that lock the same rows cannot wait for each other. */
export const mergeLines = (lines: readonly Line[]): readonly Line[] => {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities].map(([sku, quantity]) => ({ sku, quantity })).toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
};
