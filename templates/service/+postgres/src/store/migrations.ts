import { messageTables } from '@sample-system/chassis';
import * as createSampleItem from './migrations/2026-01-01-sample-item.ts';

/** In the order of their names. A migration that has run is never edited: add the next one. */
export const migrations = {
  '2026-01-01-sample-item': createSampleItem,
  '2026-01-02-messages': messageTables,
};
