import type { Model, Service, Store } from '../../system/model.ts';
import { compareText } from '../../shared/compare-text.ts';
import { judgedServices, namesOf } from './subjects.ts';

/** Runs once against the database of another service and ends: the same owner, not a second one. */
const isMigrationJob = (service: Service): boolean => service.role === 'worker' && /(?:^|[-_/])(?:migrat\w*|seed\w*)(?:$|[-_/])/i.test(service.name);

const owns = (service: Service): boolean => (service.role === 'business' || service.role === 'worker') && !isMigrationJob(service);

/** Services that may own a database. */
export const databaseOwners = (model: Model): ReadonlySet<string> => namesOf(judgedServices(model).filter(owns));

/** Databases of the services that may own one. */
export const primaryStores = (model: Model): readonly Store[] => {
  const owners = databaseOwners(model);
  return model.stores.filter((store) => store.role === 'primary' && owners.has(store.service));
};

/** The first store of each service on one database, by service name. */
const onePerService = (stores: readonly Store[]): readonly Store[] =>
  [...new Map([...stores].reverse().map((store) => [store.service, store])).values()].sort((a, b) => compareText(a.service, b.service));

/** The stores on each database that is known, one a service. */
export const byDatabase = (stores: readonly Store[]): readonly (readonly Store[])[] => {
  const groups = Map.groupBy(stores.filter((store) => store.identity !== null), (store) => `${store.engine} ${store.identity}`);
  return [...groups.values()].map(onePerService);
};
