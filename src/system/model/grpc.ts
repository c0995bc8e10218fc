import type { ProtoService } from '../workspace/protos.ts';
import type { FileFacts } from '../facts/file-facts.ts';
import type { Route, Site } from '../model.ts';
import { baseOf } from '../paths.ts';
import { chassis } from './modules.ts';
import type { Owner, System } from './system.ts';
import { moduleFrame, symbolOf, type Term } from './term.ts';
import { argument, property } from './use.ts';

/** A service of a proto file that a service of the system runs. */
export interface Implementation extends Site {
  readonly proto: string;
  readonly owner: Owner;
  /** Methods that are seen one by one; null when the whole service is handed over. */
  readonly method: string | null;
}

const screaming = (name: string): string => name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '_').toUpperCase();

/** The one service that a proto file declares; its copies declare the same. */
const onlyServiceIn = (protos: readonly ProtoService[], path: string): string | null => {
  const [only, ...more] = new Set(protos.filter(({ file }) => baseOf(file) === baseOf(path)).map(({ name }) => name));
  return only === undefined || more.length > 0 ? null : only;
};

/**
 * The proto service that a term names: its text, `proto.shop.Orders.service`, or a constant that a generator made of it
 * and that is not in the tree: `ORDERS_SERVICE_NAME`, `OrdersDefinition`.
 */
export const protoName = ({ protos }: Pick<System, 'protos'>, term: Term): string | null => {
  if (term.kind === 'text' && term.value.endsWith('.proto')) return onlyServiceIn(protos, term.value);
  if (term.kind === 'text') return term.value.split('.').at(-1) ?? null;
  const last = term.kind === 'external' ? symbolOf(term).replace(/\.service$/, '').split(/[./]/).at(-1) : undefined;
  if (last === undefined || last.includes('*') || last.includes('(')) return null;
  const stem = last.replace(/(?:_SERVICE_NAME|Definition)$/, (end) => (end === 'Definition' ? '' : '_SERVICE'));
  const named = protos.find(({ name }) => name === stem || `${name}Service` === stem || screaming(name) === stem || `${screaming(name)}_SERVICE` === stem);
  return named?.name ?? (term.kind === 'external' && /\.service$|Definition$/.test(term.path) ? last.replace(/Definition$/, '') : null);
};

const adders = new Set(['addService', 'addProtoService', 'add', 'service']);

const isServer = (file: FileFacts, name: string, term: Term): boolean => {
  if (name.startsWith('add') && name !== 'add') return true;
  const symbol = term.kind === 'external' ? symbolOf(term) : '';
  return name === 'add' ? symbol.startsWith('nice-grpc.createServer()') : file.imports.some(({ specifier }) => specifier.startsWith('@connectrpc/'));
};

/** `server.addService(proto.Orders.service, handlers)` of grpc-js, and what nice-grpc and connect call it. */
const added = (system: System): readonly Implementation[] => system.files.flatMap((file) => file.calls.flatMap((site) => {
  const { callee } = site;
  if (callee.kind !== 'member' || !adders.has(callee.name) || site.args.length < 2) return [];
  const frame = { ...moduleFrame(file), inside: site.inside };
  if (!isServer(file, callee.name, system.reducer.reduce(callee.of, frame))) return [];
  const given = site.args[0];
  const proto = protoName(system, argument({ site, frame, reducer: system.reducer }, 0)) ?? (given?.kind === 'reference' ? protoOfGenerated(system, given.name) : null);
  return proto === null ? [] : system.owners(file.path).map((owner) => ({ proto, owner, method: null, file: file.path, line: site.line, column: site.column }));
}));

/** `OrdersService` or `OrdersServiceService`: what generators call the description of a service. */
const protoOfGenerated = ({ protos }: System, name: string): string | null =>
  protos.find((one) => [one.name, `${one.name}Service`, `${one.name}Definition`].includes(name))?.name ?? null;

/** `@OrdersControllerMethods()` of ts-proto marks all methods of a class. */
const marked = (system: System): readonly Implementation[] => system.files.flatMap((file) => file.classes.flatMap(({ decorators }) => decorators.flatMap((id) => {
  const site = file.calls[id];
  const [, proto] = site?.callee.kind === 'reference' ? (/^(\w+)ControllerMethods$/.exec(site.callee.name) ?? []) : [];
  return site === undefined || proto === undefined ? [] : system.owners(file.path).map((owner) => ({ proto, owner, method: null, file: file.path, line: site.line, column: site.column }));
})));

/** `serveGrpc(service, ordersGrpc, handlers)` of a generated system's chassis: the contract names the service with its package. */
const onChassis = (system: System): readonly Implementation[] => (system.uses.get(`${chassis}/grpc`) ?? []).filter(({ external }) => external.path === '.serveGrpc').flatMap((use) => {
  const { site: { line, column }, frame: { file: { path } } } = use;
  const proto = protoName(system, property(use.reducer, argument(use, 1), 'service'));
  return proto === null ? [] : system.owners(path).map((owner) => ({ proto, owner, method: null, file: path, line, column }));
});

/** Services of the platform: they say how another one is, and have a version of their own. */
const platform = new Set(['Health', 'ServerReflection', 'Channelz']);

export const readImplementations = (system: System): readonly Implementation[] => [...added(system), ...marked(system), ...onChassis(system)].filter(({ proto }) => !platform.has(proto));

/** `shop.orders.v1` is version 1. */
const packageVersion = (name: string): string | null => /(?:^|[._])(v\d+(?:(?:alpha|beta)\d*)?)(?:[._]|$)/i.exec(name)?.[1]?.toLowerCase() ?? null;

const routeOf = (service: ProtoService | undefined, { proto, owner, file, line, column }: Implementation, method: string): Route => {
  const whole = service === undefined || service.package === '' ? proto : `${service.package}.${service.name}`;
  return { service: owner.service.name, method: 'GRPC', path: `${whole}/${method}`, version: packageVersion(service?.package ?? ''), kind: 'grpc', file, line, ...(column === undefined ? {} : { column }) };
};

/** One route for each method of the proto services that somebody runs. */
export const grpcRoutes = (system: System, implementations: readonly Implementation[]): readonly Route[] => implementations.flatMap((one) => {
  const service = system.protos.find(({ name }) => name === one.proto);
  const methods = one.method === null ? (service?.methods.map(({ name }) => name) ?? ['*']) : [one.method];
  return methods.map((method) => routeOf(service, one, method));
});
