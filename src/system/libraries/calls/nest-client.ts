import type { Term } from '../../model/term.ts';
import { argument, madeArgument, type Use } from '../../model/use.ts';
import { told } from '../connections/options.ts';
import type { CallLibrary } from '../library.ts';

/** What the client was made with: by a factory, by a module that registers it, or by `@Client(options)`. */
const transportOf = (use: Use): Term => {
  const made = madeArgument(use, 'create');
  return told(use, made.kind === 'unknown' ? madeArgument(use, 'Client') : made);
};

/** The name under which it is injected. */
const tokenOf = (use: Use): Term => {
  const registered = madeArgument(use, 'create', 1);
  return registered.kind === 'unknown' ? madeArgument(use, 'Inject') : registered;
};

const client = String.raw`^\.(?:Client\w+#|ClientProxyFactory\.create\(\)|Client\(\))`;
const send = new RegExp(String.raw`${client}\.send$`);
const method = new RegExp(String.raw`${client}\.getService\(\)\.(\w+)$`);

/** Nest's message clients: `client.send(pattern, data)` waits for the one who answers the pattern. */
export const nestClientCalls: CallLibrary = {
  name: 'nest-client',
  modules: ['@nestjs/microservices'],
  match: (use) => (send.test(use.external.path) ? { client: 'nest-client', target: { kind: 'message', term: argument(use, 0) }, transport: transportOf(use), token: tokenOf(use), method: null } : null),
};

/** Nest's gRPC clients: `client.getService('Orders').find(…)`. */
export const nestGrpcCalls: CallLibrary = {
  name: 'nest-grpc',
  modules: ['@nestjs/microservices'],
  match: (use) => {
    const [, name] = method.exec(use.external.path) ?? [];
    if (name === undefined || ['pipe', 'toPromise', 'subscribe'].includes(name)) return null;
    const path: Term = { kind: 'text', value: name, at: { file: use.frame.file.path, line: use.site.line } };
    return { client: 'nest-grpc', target: { kind: 'grpc', term: madeArgument(use, 'getService') }, transport: transportOf(use), token: tokenOf(use), method: null, path };
  },
};
