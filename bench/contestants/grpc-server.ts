import { Server, ServerCredentials, loadPackageDefinition, type sendUnaryData, type ServerUnaryCall, type ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { createService, loadConfig, serviceConfig } from '@sample-system/chassis';
import { serveGrpc } from '@sample-system/chassis/grpc';
import { file, includeDirs, item, itemGrpc } from './grpc-item.ts';
import { ready } from './order.ts';
import './processor-time.ts';

/** Serves items. Arguments: `bare` for grpc-js alone, or `chassis`; and where traces go. */
const [kind, collector] = process.argv.slice(2);

interface Asked { readonly sampleItemId: string }

const bare = async (): Promise<number> => {
  const { sample_item: { v1 } } = loadPackageDefinition(loadSync(file, { includeDirs, longs: String, enums: String, defaults: true, oneofs: true })) as unknown as { sample_item: { v1: Record<string, ServiceClientConstructor> } };
  const { service } = v1['SampleItemService'] ?? (() => { throw new Error('no service'); })();
  const server = new Server();
  server.addService(service, {
    getSampleItem: ({ request }: ServerUnaryCall<Asked, object>, callback: sendUnaryData<object>) => { callback(null, item(request.sampleItemId)); },
    createSampleItem: () => {},
    listSampleItem: () => {},
  });
  return new Promise((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => { if (error === null) resolve(port); else reject(error); });
  });
};

const onChassis = async (): Promise<number> => {
  const config = loadConfig(serviceConfig, { LOG_LEVEL: 'info', OTEL_EXPORTER_OTLP_ENDPOINT: collector });
  const service = createService({ name: 'sample-item', contract: { name: 'sample-item', version: '1.0.0', routes: {}, events: {} }, config });
  serveGrpc(service, itemGrpc, { getSampleItem: ({ message }) => item(message.sampleItemId), createSampleItem: () => ({}), listSampleItem: () => ({}) });
  const { grpcUrl = '' } = await service.start();
  return Number(grpcUrl.split(':').at(-1));
};

ready(await (kind === 'bare' ? bare() : onChassis()));
