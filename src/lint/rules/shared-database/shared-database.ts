import type { Model, Service, Store } from '../../../system/model.ts';
import { compareText } from '../../../shared/compare-text.ts';
import type { NotEvaluable, Positive, Rule } from '../../rule.ts';
import { judgedServices, note, pairsOf, sortedNames } from '../../evidence/subjects.ts';

/** Runs once against the database of another service and ends: the same owner, not a second one. */
const isMigrationJob = (service: Service): boolean => service.role === 'worker' && /(?:^|[-_/])(?:migrat\w*|seed\w*)(?:$|[-_/])/i.test(service.name);

const owns = (service: Service): boolean => (service.role === 'business' || service.role === 'worker') && !isMigrationJob(service);

const primaryStores = (model: Model): readonly Store[] => {
  const owners = new Set(judgedServices(model).filter(owns).map((service) => service.name));
  return model.stores.filter((store) => store.role === 'primary' && owners.has(store.service));
};

/** The first store of each service on one database, by service name. */
const onePerService = (stores: readonly Store[]): readonly Store[] =>
  [...new Map([...stores].reverse().map((store) => [store.service, store])).values()].sort((a, b) => compareText(a.service, b.service));

const toPositive = ([first, second]: readonly [Store, Store]): Positive => ({
  verdict: 'positive',
  messageId: 'same-database',
  data: { first: first.service, second: second.service, engine: first.engine, identity: first.identity ?? '' },
  services: sortedNames([first.service, second.service]),
  at: first,
  related: [...first.resolvedBy, note(second, `${second.service} connects here`), ...second.resolvedBy],
});

const sharedPairs = (stores: readonly Store[]): readonly Positive[] => {
  const byDatabase = Map.groupBy(stores.filter((store) => store.identity !== null), (store) => `${store.engine} ${store.identity}`);
  return [...byDatabase.values()].flatMap((group) => pairsOf(onePerService(group)).map(toPositive));
};

/** An unresolved database matters only when another service uses the same engine: else there is nothing to share. */
const unresolved = (stores: readonly Store[]): readonly NotEvaluable[] =>
  stores
    .filter((store) => store.identity === null && stores.some((other) => other.service !== store.service && other.engine === store.engine))
    .map((store) => ({ verdict: 'not-evaluable', services: [store.service], reason: store.unresolved ?? `which ${store.engine} database it uses is not known` }));

export const sharedDatabase = {
  id: 'shared-database',
  tier: 'error',
  subject: 'pair',
  messages: {
    'same-database': {
      problem: '{first} and {second} both use the {engine} database {identity}',
      help: 'Give each service its own database or schema and let the other ask through the API or follow events.',
    },
  },
  check: (model) => {
    const stores = primaryStores(model);
    return [...sharedPairs(stores), ...unresolved(stores)];
  },
} as const satisfies Rule;
