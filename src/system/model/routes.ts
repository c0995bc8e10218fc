import type { Route } from '../model.ts';
import { chassisRoutes } from './chassis-services.ts';
import { expressGatewayRoutes } from './express-gateway.ts';
import { grpcRoutes, type Implementation } from './grpc.ts';
import { joinPath, type RoutedPath } from './http-routes.ts';
import { actionRoutes, gatewayRoutes } from './moleculer-web.ts';
import { versionIn, type Declared } from './nest.ts';
import type { System } from './system.ts';

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
