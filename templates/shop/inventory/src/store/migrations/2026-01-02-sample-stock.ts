import type { Kysely } from 'kysely';
import type { Database } from '../database.ts';

/** Something to sell on the first day. */
export const up = async (db: Kysely<Database>): Promise<void> => {
  const empty = { reserved: 0, shipped: 0 };
  await db
    .insertInto('stock')
    .values([
      { sku: 'coffee-beans', name: 'Coffee beans, 1 kg', unit_price_cents: 1_850, available: 1_000, ...empty },
      { sku: 'espresso-cup', name: 'Espresso cup', unit_price_cents: 900, available: 250, ...empty },
      { sku: 'moka-pot', name: 'Moka pot, six cups', unit_price_cents: 3_990, available: 5, ...empty },
    ])
    .execute();
};
