import { postgresConfig } from '@sample-system/chassis';

/** What the store reads from the environment. */
export const storeConfig = postgresConfig;
