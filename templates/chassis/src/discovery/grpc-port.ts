import type { Instance } from './discovery.ts';

const prefix = 'grpc:';

/** How the port for gRPC travels with the registration of an instance. */
export const grpcTag = (port: number): string => `${prefix}${port}`;

/** Those of the instances that serve gRPC, at the port where they do. */
export const grpcInstances = (instances: readonly Instance[]): readonly Instance[] => instances.flatMap((instance) => {
  const port = Number(instance.tags.find((tag) => tag.startsWith(prefix))?.slice(prefix.length));
  return Number.isInteger(port) && port > 0 ? [{ ...instance, port }] : [];
});
