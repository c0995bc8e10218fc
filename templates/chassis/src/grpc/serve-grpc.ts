import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { PackageDefinition } from '@grpc/proto-loader';
import type { GrpcContract } from '../contract/grpc-contract.ts';
import { authorityOf, type Instance } from '../discovery/discovery.ts';
import type { Service } from '../service/service.ts';
import { answerUnary, type UnaryHandler } from './answer-unary.ts';
import type { GrpcHandlers } from './handler.ts';
import { addHealthService, healthDeclared } from './health-service.ts';
import { answerLimit, requestLimit } from './limits.ts';
import { loadContract } from './load-contract.ts';
import { createCallHistogram, methodTelemetry } from './method-telemetry.ts';
import { addReflection } from './reflection.ts';

type Address = Pick<Instance, 'address' | 'port'>;

interface GrpcServer {
  readonly server: Server;
  readonly histogram: ReturnType<typeof createCallHistogram>;
  readonly served: Map<string, PackageDefinition>;
}

/** One a service, whatever the number of contracts: v1 and v2 are served side by side. */
const servers = new WeakMap<object, GrpcServer>();

/**
 * Answers the methods of a contract on the service's port for gRPC, which also tells health (`grpc.health.v1`).
 * @throws InvalidProto
 */
export const serveGrpc = <Definition extends object>(service: Service, contract: GrpcContract<Definition>, handlers: NoInfer<GrpcHandlers<Definition>>): void => {
  const { methods, definition, declared } = loadContract(contract);
  const { server, histogram, served } = servers.get(service) ?? openServer(service);
  const answers: UntypedServiceImplementation = {};
  for (const [name, method] of methods) {
    answers[name] = answerUnary((handlers as unknown as Readonly<Record<string, UnaryHandler>>)[name] ?? missing(name), methodTelemetry(histogram, method.path), service);
  }
  served.set(contract.service, declared);
  server.addService(definition, answers);
};

const missing = (name: string): never => {
  throw new Error(`there is no handler for ${name}`);
};

const openServer = (service: Service): GrpcServer => {
  const server = new Server({ 'grpc.max_receive_message_length': requestLimit, 'grpc.max_send_message_length': answerLimit, 'grpc.enable_channelz': 0 });
  const opened: GrpcServer = { server, histogram: createCallHistogram(service.metrics), served: new Map() };
  servers.set(service, opened);
  const health = addHealthService(server, service, (name) => opened.served.has(name));
  const { config } = service;
  let port: number | undefined;
  service.onStart(async () => {
    if (config.GRPC_REFLECTION) await addReflection(server, Object.assign({}, healthDeclared, ...opened.served.values()) as PackageDefinition);
    port = await bind(server, { address: config.HOST, port: config.GRPC_PORT });
    service.announceGrpc(port);
  });
  service.onClose('ingress', async () => {
    await health.close();
    if (port !== undefined) await drain(server, { address: config.HOST, port }, service);
  });
  return opened;
};

const bind = (server: Server, at: Address): Promise<number> => new Promise((resolve, reject) => {
  server.bindAsync(authorityOf(at), ServerCredentials.createInsecure(), (error, port) => { if (error === null) resolve(port); else reject(error); });
});

/**
 * Calls in hand are answered, callers are told to go; after the grace what is left is cut off. Not by `forceShutdown`: without channelz,
 * which costs every call something and which nobody reads here, grpc-js 1.14 does not know what it would have to cut off.
 */
const drain = (server: Server, at: Address, { config, log }: Pick<Service, 'config' | 'log'>): Promise<void> => new Promise((resolve) => {
  const timer = setTimeout(() => { log.warn('gRPC calls in hand are cut off: the grace is over'); }, config.SHUTDOWN_GRACE_MS);
  server.drain(authorityOf(at), config.SHUTDOWN_GRACE_MS);
  server.tryShutdown(() => {
    clearTimeout(timer);
    resolve();
  });
});
