import type { Store } from '../../../system/model.ts';
import type { NotEvaluable, Positive, Rule } from '../../rule.ts';
import { byDatabase, primaryStores } from '../../evidence/databases.ts';
import { note, pairsOf, sortedNames } from '../../evidence/subjects.ts';

const toPositive = ([first, second]: readonly [Store, Store]): Positive => ({
  verdict: 'positive',
  messageId: 'same-database',
  data: { first: first.service, second: second.service, engine: first.engine, identity: first.identity ?? '' },
  services: sortedNames([first.service, second.service]),
  at: first,
  related: [...first.resolvedBy, note(second, `${second.service} connects here`), ...second.resolvedBy],
});

const sharedPairs = (stores: readonly Store[]): readonly Positive[] => byDatabase(stores).flatMap((group) => pairsOf(group).map(toPositive));

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
