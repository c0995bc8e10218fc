import { runMigrations } from '@sample-system/chassis';
import { migrations } from './store/migrations.ts';

/** The step before a deployment, where MIGRATIONS=apart. */
await runMigrations('sample-item', migrations);
