import type { Store } from '../../../system/model.ts';
import type { NotEvaluable, Positive, Rule } from '../../rule.ts';
import { byDatabase, primaryStores } from '../../evidence/databases.ts';
import { note, pairsOf, sortedNames } from '../../evidence/subjects.ts';

type Pair = readonly [Store, Store];

/** Two services and every database that they share: one finding, however many there are. */
const toPositive = ([first, second]: Pair, others: readonly Pair[]): Positive => ({
  verdict: 'positive',
  messageId: 'same-database',
  data: { first: first.service, second: second.service, engine: first.engine, identity: first.identity ?? '' },
  services: sortedNames([first.service, second.service]),
  at: first,
  related: [...first.resolvedBy, note(second, `${second.service} connects here`), ...second.resolvedBy, ...others.map(([one]) => note(one, `they share ${one.identity ?? ''}, too`))],
});

const sharedPairs = (stores: readonly Store[]): readonly Positive[] => {
  const pairs = byDatabase(stores).flatMap((group) => pairsOf(group));
  return [...Map.groupBy(pairs, ([one, other]) => sortedNames([one.service, other.service]).join(' ')).values()].flatMap(([first, ...others]) => (first === undefined ? [] : [toPositive(first, others)]));
};

const reasonOf = (store: Store): string => store.unresolved ?? `which ${store.engine} database it uses is not known`;

/** Stores that one place outside the code tells of, a schema that services have in common, each with its own. */
const byTelling = (stores: readonly Store[]): readonly (readonly Store[])[] =>
  [...Map.groupBy(stores, ({ service, resolvedBy: [told] }) => (told === undefined ? service : `${told.file}:${told.line}`)).values()];

/** An unresolved database matters only when another service uses the same engine: else there is nothing to share. Who has one schema likely has one database, but nothing says so. */
const unresolved = (stores: readonly Store[]): readonly NotEvaluable[] =>
  byTelling(stores.filter((store) => store.identity === null && stores.some((other) => other.service !== store.service && other.engine === store.engine))).flatMap((group): readonly NotEvaluable[] => {
    const [first] = group;
    const [told] = first?.resolvedBy ?? [];
    const services = sortedNames([...new Set(group.map(({ service }) => service))]);
    if (first !== undefined && told !== undefined && services.length > 1) return [{ verdict: 'not-evaluable', services, reason: `they have ${told.file} in common, and ${reasonOf(first)}` }];
    return group.map((store) => ({ verdict: 'not-evaluable', services: [store.service], reason: reasonOf(store) }));
  });

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
