import { messageTables } from '@sample-system/chassis';

export const migrations = { '2026-01-01-messages': messageTables };
