import { openStore } from '@sample-system/chassis';
import type { PostgresConfig, Service, ServiceConfig } from '@sample-system/chassis';
import type { SampleItemStore } from '../domain/sample-item.ts';
import type { Database } from '../store/database.ts';
import { migrations } from '../store/migrations.ts';
import { createSampleItemStore } from '../store/sample-item-store.ts';

/** Kept in this service's own Postgres database. */
export const openSampleItemStore = (service: Service<ServiceConfig & PostgresConfig>): SampleItemStore =>
  createSampleItemStore(openStore<Database>(service, { migrations }));
