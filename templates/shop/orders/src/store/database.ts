import type { ColumnType, Generated } from 'kysely';
import type { Line, Order } from '../domain/order.ts';

/** The table as the code sees it; `migrations/` makes it so. */
export interface Database {
  readonly customer_order: {
    readonly order_id: Generated<string>;
    readonly customer_id: string;
    readonly idempotency_key: string | null;
    readonly status: Order['status'];
    readonly reason: string | null;
    /** jsonb: written as text, read as values. */
    readonly lines: ColumnType<readonly Line[], string, never>;
    readonly total_cents: number | null;
    readonly created_at: ColumnType<Date, never, never>;
    readonly decided_at: Date | null;
  };
}
