import * as charges from './migrations/2026-01-01-charges.ts';

/** In the order of their names. A migration that has run is never edited: add the next one. */
export const migrations = {
  '2026-01-01-charges': charges,
};
