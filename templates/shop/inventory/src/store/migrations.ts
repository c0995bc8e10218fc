import { messageTables } from '@sample-system/chassis';
import * as stockAndReservations from './migrations/2026-01-01-stock-and-reservations.ts';
import * as sampleStock from './migrations/2026-01-02-sample-stock.ts';

/** In the order of their names. A migration that has run is never edited: add the next one. */
export const migrations = {
  '2026-01-01-stock-and-reservations': stockAndReservations,
  '2026-01-02-sample-stock': sampleStock,
  '2026-01-03-messages': messageTables,
};
