import { nothingKnown } from '../../model/term.ts';
import { argument, property } from '../../model/use.ts';
import { told } from '../connections/options.ts';
import type { CallLibrary } from '../library.ts';
import { listed, subgraph } from './subgraphs.ts';

/** `new IntrospectAndCompose({ subgraphs })`, `new ApolloGateway({ serviceList })`, and the same list in Nest's module. */
export const apolloGatewayCalls: CallLibrary = {
  name: 'apollo-gateway',
  modules: ['@apollo/gateway', '@nestjs/graphql'],
  match: (use) => {
    const { path } = use.external;
    const options = told(use, argument(use, 0));
    if (use.site.isNew && path === '.IntrospectAndCompose') return listed(use, options, 'subgraphs').map(subgraph(use, 'apollo-gateway'));
    const isModule = /^\.GraphQL(?:Gateway|Federation)?Module\.forRoot(?:Async)?$/.test(path);
    const gateway = isModule ? property(use.reducer, options, 'gateway') : use.site.isNew && path === '.ApolloGateway' ? options : nothingKnown('no gateway');
    const list = listed(use, gateway, 'serviceList');
    return list.length === 0 ? null : list.map(subgraph(use, 'apollo-gateway'));
  },
};
