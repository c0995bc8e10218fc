import { chassis } from '../../model/modules.ts';
import { argument, itemsOf, madeArgument, property, type Use } from '../../model/use.ts';
import { allGuards, type CallLibrary, type RequestFact } from '../library.ts';

const routed = (use: Use, name: string): RequestFact => {
  const contract = madeArgument(use, 'createClient', 1);
  const route = property(use.reducer, property(use.reducer, contract, 'routes'), name);
  return {
    client: 'chassis', ...allGuards,
    target: { kind: 'service', term: property(use.reducer, contract, 'name') },
    method: property(use.reducer, route, 'method'),
    path: property(use.reducer, route, 'path'),
  };
};

/** `createGrpcClient(service, ordersGrpc).getOrder(…)`: the contract names the proto service, the method is its rpc. */
const remote = (use: Use, name: string): RequestFact => ({
  client: 'chassis-grpc', ...allGuards,
  target: { kind: 'grpc', term: property(use.reducer, madeArgument(use, 'createGrpcClient', 1), 'service') },
  method: null,
  path: { kind: 'text', value: name, at: { file: use.frame.file.path, line: use.site.line } },
});

/** Clients and gateway of a generated system: whom they reach stands in the contract, and every call is guarded. */
export const chassisCalls: CallLibrary = {
  name: 'chassis',
  modules: [chassis, `${chassis}/gateway`, `${chassis}/grpc`],
  match: (use) => {
    const { path } = use.external;
    const [, name] = /\.createClient\(\)\.(\w+)$/.exec(path) ?? [];
    if (name !== undefined) return routed(use, name);
    const [, rpc] = /\.createGrpcClient\(\)\.(\w+)$/.exec(path) ?? [];
    if (rpc !== undefined) return remote(use, rpc);
    if (path !== '.createGateway') return null;
    return itemsOf(use.reducer, property(use.reducer, argument(use, 0), 'routes')).map((route) => ({
      client: 'chassis', ...allGuards, method: null,
      target: { kind: 'service', term: property(use.reducer, route, 'service') },
      path: property(use.reducer, route, 'prefix'),
    }));
  },
};
