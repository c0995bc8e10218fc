import type { Term } from '../../model/term.ts';
import { argument, computedName, entriesOf, isSet, madeArgument, property, type Use } from '../../model/use.ts';
import { nothingKnown } from '../../model/term.ts';
import type { CallLibrary, RequestFact } from '../library.ts';

const text = (use: Use, value: string): Term => ({ kind: 'text', value, at: { file: use.frame.file.path, line: use.site.line } });

/** What every client of grpc has that is no method of the service. */
const own = new Set(['close', 'waitForReady', 'getChannel', 'bind', 'then', 'catch', 'on', 'makeUnaryRequest', '$']);

/** A call takes its deadline in the options that stand beside the message. */
const deadline = (use: Use): boolean => use.site.args.some((_, index) => {
  const given = argument(use, index);
  return index > 0 && (isSet(use.reducer, given, 'deadline') || isSet(use.reducer, given, 'timeoutMs') || isSet(use.reducer, given, 'signal'));
});

/** `grpc.service_config` of a channel may retry. */
const retries = (use: Use, options: Term): boolean => {
  const config = property(use.reducer, options, 'grpc.service_config');
  return config.kind !== 'unknown' && /retryPolicy/.test(JSON.stringify(config.kind === 'text' ? config.value : entriesOf(use.reducer, options).map(([, term]) => ('made' in term ? '' : term))));
};

interface Client {
  readonly service: Term;
  readonly address: Term;
  readonly method: string;
}

const fact = (use: Use, { service, address, method }: Client): RequestFact | null =>
  own.has(method) ? null : { client: 'grpc', target: { kind: 'grpc', term: service }, address, method: null, path: method === '*' ? computedName(use) : text(use, method.replace(/Async$/, '')), timeout: deadline(use), retry: retries(use, argument({ ...use, ...use.external.made.find(({ site }) => site.isNew) }, 2)) };

const constructed = (use: Use): { readonly address: Term; readonly credentials: boolean } => {
  const made = use.external.made.find(({ site }) => site.isNew);
  if (made === undefined) return { address: nothingKnown('the client is made elsewhere'), credentials: false };
  const given = made.site.args.map((_, index) => argument({ ...made, reducer: use.reducer }, index));
  return { address: given[0] ?? nothingKnown('no address is given'), credentials: given.some((term) => term.kind === 'external' && /^(?:@grpc\/grpc-js|grpc)$/.test(term.module) && /redentials/.test(term.path)) };
};

/** grpc-js with what it loads from a proto file: `new proto.shop.Orders(address, credentials).find(…)`. */
export const grpcCalls: CallLibrary = {
  name: 'grpc',
  modules: ['@grpc/grpc-js', 'grpc'],
  match: (use) => {
    const [, path, method] = /^\.(?:loadPackageDefinition|load|loadObject)\(\)((?:\.[\w*]+)*)#\.([\w*]+)$/.exec(use.external.path) ?? [];
    const [, generic] = /^\.makeGenericClientConstructor\(\)#\.([\w*]+)$/.exec(use.external.path) ?? [];
    if (generic !== undefined) return fact(use, { service: madeArgument(use, 'makeGenericClientConstructor', 1), address: constructed(use).address, method: generic });
    if (path === undefined || method === undefined) return null;
    return fact(use, { service: { kind: 'external', module: use.external.module, path, made: [] }, address: constructed(use).address, method });
  },
};

/** Clients that a generator wrote, known by the credentials they are made with, or by what a proto file declares: `new OrdersClient(address, credentials).find(…)`. */
export const generatedGrpcCalls: CallLibrary = {
  name: 'grpc-generated',
  modules: ['*'],
  match: (use) => {
    const [, name, method] = /\.I?(\w+?)(?:Promise)?Client#\.(\w+)$/.exec(use.external.path) ?? [];
    if (name === undefined || method === undefined) return null;
    const { address, credentials } = constructed(use);
    const call = fact(use, { service: text(use, name), address, method });
    return call === null || credentials ? call : { ...call, ifDeclared: true };
  },
};

/** connect and nice-grpc: `createClient(Orders, transport).find(…)`. */
export const connectCalls: CallLibrary = {
  name: 'connect',
  modules: ['@connectrpc/connect', '@bufbuild/connect', 'nice-grpc'],
  match: (use) => {
    const [, maker, method] = /\.(createClient|createPromiseClient|create)\(\)\.(\w+)$/.exec(use.external.path) ?? [];
    if (maker === undefined || method === undefined) return null;
    const channel = madeArgument(use, maker, 1);
    const made = channel.kind === 'external' ? channel.made.at(-1) : undefined;
    const told = made === undefined ? channel : argument({ ...made, reducer: use.reducer }, 0);
    const address = told.kind === 'object' ? property(use.reducer, told, 'baseUrl') : told;
    const bounded = told.kind === 'object' && isSet(use.reducer, told, 'defaultTimeoutMs');
    const call = fact(use, { service: madeArgument(use, maker), address, method });
    return call === null ? null : { ...call, client: 'connect', timeout: call.timeout === true || bounded };
  },
};
