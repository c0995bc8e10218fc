import type { Server } from '@grpc/grpc-js';
import type { PackageDefinition } from '@grpc/proto-loader';

/** Tells what a server serves, so that tools such as grpcurl need no proto file. Its package is for development: images have it not. */
export const addReflection = async (server: Server, declared: PackageDefinition): Promise<void> => {
  const { ReflectionService } = await import('@grpc/reflection').catch((cause: unknown) => {
    throw new Error('GRPC_REFLECTION needs @grpc/reflection, which is installed for development only', { cause });
  });
  new ReflectionService(declared).addToServer(server);
};
