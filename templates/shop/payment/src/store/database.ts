import type { Charge } from '../domain/charge.ts';

/** The table as the code sees it; `migrations/` makes it so. */
export interface Database {
  readonly charge: {
    readonly order_id: string;
    readonly amount_cents: number;
    readonly status: Charge['status'];
  };
}
