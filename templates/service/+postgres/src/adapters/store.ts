import { openMessages, openStore } from '@sample-system/chassis';
import type { BusConfig, PostgresConfig, Service, ServiceConfig } from '@sample-system/chassis';
import type { SampleItemStore } from '../domain/sample-item.ts';
import { announceCreated } from '../events/created.ts';
import type { Database } from '../store/database.ts';
import { migrations } from '../store/migrations.ts';
import { createSampleItemStore } from '../store/sample-item-store.ts';

/** Kept in this service's own Postgres database. */
export const openSampleItemStore = (service: Service<ServiceConfig & PostgresConfig & BusConfig>): SampleItemStore => {
  const db = openStore<Database>(service, { migrations });
  const { outbox } = openMessages(service, db);
  return createSampleItemStore(db, announceCreated(outbox));
};
