import type { Route } from '../model.ts';
import { expressGatewayRoutes } from './express-gateway.ts';
import { grpcRoutes, type Implementation } from './grpc.ts';
import { chassis } from './modules.ts';
import { joinPath, type RoutedPath } from './http-routes.ts';
import { actionRoutes, gatewayRoutes } from './moleculer-web.ts';
import { versionIn, type Declared } from './nest.ts';
import type { System } from './system.ts';
import { textOf } from './text.ts';
import { argument, itemsOf, property } from './use.ts';

/** Routes that a chassis service takes from its contract, and prefixes that a chassis gateway serves. */
const chassisRoutes = (system: System): readonly Route[] =>
  [chassis, `${chassis}/gateway`].flatMap((module) => system.uses.get(module) ?? []).flatMap((use) => {
    const { reducer, site, frame } = use;
    const isRoute = /\.(?:createService\(\)|Service#)\.route$/.test(use.external.path);
    const routes = isRoute ? [argument(use, 0)] : use.external.path === '.createGateway' ? itemsOf(reducer, property(reducer, argument(use, 0), 'routes')) : [];
    return system.owners(frame.file.path).flatMap(({ service, environment }) => routes.map((route) => {
      const path = textOf(property(reducer, route, isRoute ? 'path' : 'prefix'), environment).text;
      const method = isRoute ? textOf(property(reducer, route, 'method'), environment).text : 'ALL';
      return { service: service.name, method, path, version: versionIn(path), kind: 'http' as const, file: frame.file.path, line: site.line, column: site.column };
    }));
  });

const graphql = /^(?:apollo-server(?:-\w+)?|@apollo\/(?:server|gateway|subgraph)|graphql-yoga|mercurius|express-graphql|@nestjs\/graphql)$/;

/** Parts of those packages that resolvers, guards and filters need as well: to import them is not to serve a graph. */
const graphqlPart = /^(?:gql|[A-Z]\w*Error|[A-Z]\w*(?:Context|Filter|Host|Scalar|Type|Plugin)|Args|Context|Info|Parent|Root|Field|Int|Float|ID|ObjectType|InputType|ArgsType|InterfaceType|Directive|Extensions|HideField|registerEnumType|createUnionType)$/;

/** A GraphQL server has one route, whatever is behind it. */
const graphqlRoutes = (system: System): readonly Route[] =>
  system.files.flatMap((file) => file.imports.filter(({ specifier, typeOnly, names }) => !typeOnly && graphql.test(specifier) && (names.length === 0 || !names.every((name) => graphqlPart.test(name)))).slice(0, 1).flatMap(({ line, column }) =>
    system.owners(file.path).map(({ service }) => ({ service: service.name, method: 'POST', path: '/graphql', version: null, kind: 'graphql' as const, file: file.path, line, column }))));

interface Answering {
  readonly declared: readonly Declared[];
  readonly routed: readonly RoutedPath[];
  readonly implementations: readonly Implementation[];
}

/** Everything that the services answer to. */
export const readRoutes = (system: System, { declared, routed, implementations }: Answering): readonly Route[] => {
  const http = routed.map(({ owner, method, path, file, line, column }): Route => ({ service: owner.service.name, method, path: joinPath(path), version: versionIn(path), kind: 'http', file, line, column: column ?? 1 }));
  const handlers = declared.filter(({ event, implements: proto }) => !event && proto === null).map(({ route }) => route);
  return [...http, ...handlers, ...grpcRoutes(system, implementations), ...gatewayRoutes(system), ...expressGatewayRoutes(system), ...actionRoutes(system), ...chassisRoutes(system), ...graphqlRoutes(system)];
};
