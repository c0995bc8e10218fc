import { argument, entriesOf } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';

/** GraphQL Mesh: `loadGraphQLHTTPSubgraph('users', { endpoint })`. */
export const meshGatewayCalls: CallLibrary = {
  name: 'graphql-mesh',
  modules: ['@graphql-mesh/compose-cli'],
  match: (use) => {
    if (!/^\.load\w+Subgraph$/.test(use.external.path)) return null;
    const options = entriesOf(use.reducer, argument(use, 1));
    const [, term] = options.find(([key]) => ['endpoint', 'source'].includes(key)) ?? [];
    return term === undefined ? null : { client: 'graphql-mesh', method: 'POST', target: { kind: 'url', term } };
  },
};
