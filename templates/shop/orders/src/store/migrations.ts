import { messageTables, sagaTables } from '@sample-system/chassis';
import * as customerOrder from './migrations/2026-01-01-customer-order.ts';

/** In the order of their names. A migration that has run is never edited: add the next one. */
export const migrations = {
  '2026-01-01-customer-order': customerOrder,
  '2026-01-03-messages': messageTables,
  '2026-01-04-sagas': sagaTables,
};
