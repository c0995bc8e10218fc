import { fileURLToPath } from 'node:url';
import { status as Code, type Server, type ServerUnaryCall, type ServerWritableStream, type sendUnaryData } from '@grpc/grpc-js';
import { loadSync, type MethodDefinition } from '@grpc/proto-loader';
import type { Service } from '../service/service.ts';
import { protoOptions } from './load-contract.ts';

interface Asked { readonly service: string }
interface Told { readonly status: 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN' }

/** What the proto file of the protocol declares. */
export const healthDeclared = loadSync('grpc/health/v1/health.proto', { ...protoOptions, includeDirs: [fileURLToPath(new URL('proto', import.meta.url))] });

export const healthDefinition = healthDeclared['grpc.health.v1.Health'] as unknown as Readonly<Record<'Check' | 'Watch', MethodDefinition<Asked, Told>>>;

export interface HealthService {
  /** Lets those go who watch: their streams would never end. */
  readonly close: () => Promise<void>;
}

/** For the streams of those who watch: what readiness costs is a query, so it is asked for only while somebody looks. */
const lookEveryMs = 1_000;

/** `grpc.health.v1`: SERVING while the service is ready, for it as a whole (`""`) and for each gRPC service that `knows` knows. */
export const addHealthService = (server: Server, { isReady }: Pick<Service, 'isReady'>, knows: (name: string) => boolean): HealthService => {
  const watching = new Set<() => Promise<void>>();
  const look = async ({ service }: Asked): Promise<Told> => {
    if (service !== '' && !knows(service)) return { status: 'SERVICE_UNKNOWN' };
    return { status: (await isReady()) ? 'SERVING' : 'NOT_SERVING' };
  };
  const check = async ({ request }: ServerUnaryCall<Asked, Told>, callback: sendUnaryData<Told>): Promise<void> => {
    const told = await look(request);
    if (told.status === 'SERVICE_UNKNOWN') callback({ code: Code.NOT_FOUND, details: `unknown service ${request.service}` });
    else callback(null, told);
  };
  const watch = (call: ServerWritableStream<Asked, Told>): void => {
    let last: string | undefined;
    const tell = async (): Promise<void> => {
      const told = await look(call.request);
      if (told.status !== last && !call.cancelled) call.write(told);
      last = told.status;
    };
    const timer = setInterval(() => void tell(), lookEveryMs);
    const end = async (): Promise<void> => {
      clearInterval(timer);
      watching.delete(end);
      await tell();
      call.end();
    };
    watching.add(end);
    call.on('cancelled', () => void end());
    void tell();
  };
  server.addService(healthDefinition, { Check: check, Watch: watch });
  return { close: async () => { await Promise.all([...watching].map((end) => end())); } };
};
