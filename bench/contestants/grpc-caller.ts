import { setTimeout as delay } from 'node:timers/promises';
import { Client, credentials } from '@grpc/grpc-js';
import { loadSync, type ServiceDefinition } from '@grpc/proto-loader';
import { createService, loadConfig, serviceConfig } from '@sample-system/chassis';
import { createGrpcClient } from '@sample-system/chassis/grpc';
import { file, includeDirs, itemGrpc } from './grpc-item.ts';

/** Calls a service with 32 calls in flight, each time it is asked to, and tells how many it made, and in how many seconds of processor time. Arguments: port, `bare` or `chassis`, and where traces go. */
const [port = '', kind, collector] = process.argv.slice(2);

const bare = (): (() => Promise<unknown>) => {
  const { GetSampleItem: method } = loadSync(file, { includeDirs, longs: String, enums: String, defaults: true, oneofs: true })['sample_item.v1.SampleItemService'] as ServiceDefinition;
  if (method === undefined) throw new Error('no method');
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  return () => new Promise((resolve, reject) => {
    client.makeUnaryRequest(method.path, method.requestSerialize, method.responseDeserialize, { sampleItemId: '42' }, (error, answer) => { if (error === null) resolve(answer); else reject(error); });
  });
};

const guarded = (): (() => Promise<unknown>) => {
  const config = loadConfig(serviceConfig, { LOG_LEVEL: 'silent', STATIC_SERVICES: `sample-item=grpc://127.0.0.1:${port}`, OTEL_EXPORTER_OTLP_ENDPOINT: collector });
  const client = createGrpcClient(createService({ name: 'caller', contract: { name: 'caller', version: '1.0.0', routes: {}, events: {} }, config }), itemGrpc);
  return () => client.getSampleItem({ sampleItemId: '42' });
};

const call = kind === 'bare' ? bare() : guarded();

const round = async (): Promise<{ readonly calls: number; readonly seconds: number }> => {
  const before = process.cpuUsage();
  const stop = new AbortController();
  let calls = 0;
  const worker = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await call();
      calls += 1;
    }
  };
  const workers = Array.from({ length: 32 }, worker);
  await delay(4_000);
  stop.abort();
  await Promise.all(workers);
  const { user, system } = process.cpuUsage(before);
  return { calls, seconds: (user + system) / 1e6 };
};

process.on('message', async () => { process.send?.(await round()); });
process.send?.({ port: 0 });
