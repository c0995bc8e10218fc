import { argument, madeArgument, property } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { post } from './graphql-post.ts';

/** graphql-request: `request(url, document)`, `new GraphQLClient(url).request(document)`. */
export const graphqlRequestCalls: CallLibrary = {
  name: 'graphql-request',
  modules: ['graphql-request'],
  match: (use) => {
    const { path } = use.external;
    if (/^\.GraphQLClient#\.(?:request|rawRequest|batchRequests)$/.test(path)) return post(use, 'graphql-request', madeArgument(use, 'GraphQLClient'), madeArgument(use, 'GraphQLClient', 1));
    if (!/^\.(?:request|rawRequest|batchRequests|default)$|^$/.test(path) || use.site.isNew) return null;
    const first = argument(use, 0);
    return post(use, 'graphql-request', first.kind === 'object' ? property(use.reducer, first, 'url') : first, first);
  },
};
