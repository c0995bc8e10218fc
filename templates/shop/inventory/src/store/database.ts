import type { ColumnType } from 'kysely';
import type { PricedLine, Reservation } from '../domain/reservation.ts';

/** The tables as the code sees them; `migrations/` makes them so. */
export interface Database {
  readonly stock: StockTable;
  readonly reservation: ReservationTable;
}

interface StockTable {
  readonly sku: string;
  readonly name: string;
  readonly unit_price_cents: number;
  readonly available: number;
  readonly reserved: number;
  readonly shipped: number;
}

interface ReservationTable {
  readonly order_id: string;
  readonly status: Reservation['status'];
  /** jsonb: written as text, read as values. */
  readonly lines: ColumnType<readonly PricedLine[], string, string>;
}
