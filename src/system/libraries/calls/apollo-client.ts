import type { Term } from '../../model/term.ts';
import { argument, isSet, itemsOf, madeArgument, property, type Use } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { post } from './graphql-post.ts';

const linked = (use: Use, term: Term): Term | null => {
  if (term.kind === 'array') return itemsOf(use.reducer, term).map((one) => linked(use, one)).find((one) => one !== null) ?? null;
  const made = term.kind === 'external' ? term.made.at(-1) : undefined;
  if (made === undefined) return null;
  const options = argument({ ...made, reducer: use.reducer }, 0);
  if (isSet(use.reducer, options, 'uri')) return property(use.reducer, options, 'uri');
  if (isSet(use.reducer, options, 'url')) return property(use.reducer, options, 'url');
  return made.site.args.map((_, index) => linked(use, argument({ ...made, reducer: use.reducer }, index))).find((one) => one !== null) ?? null;
};

/** Apollo Client: `new ApolloClient({ uri | link }).query(…)`. */
export const apolloClientCalls: CallLibrary = {
  name: 'apollo-client',
  modules: ['@apollo/client', '@apollo/client/core', 'apollo-client', 'apollo-boost'],
  match: (use) => {
    if (!/^\.?(?:ApolloClient|default)?#\.(?:query|mutate)$/.test(use.external.path)) return null;
    const options = madeArgument(use, 'ApolloClient');
    const term = isSet(use.reducer, options, 'uri') ? property(use.reducer, options, 'uri') : linked(use, property(use.reducer, options, 'link'));
    return term === null ? null : post(use, 'apollo-client', term, options);
  },
};
