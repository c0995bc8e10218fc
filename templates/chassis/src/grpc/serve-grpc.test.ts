import { Client, credentials, status as Code, type ServiceError } from '@grpc/grpc-js';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { eventually } from '../testing/eventually.fixture.ts';
import { attributesOf, startCollector } from '../tracing/collector.fixture.ts';
import { testService } from '../testing/test-service.fixture.ts';
import { checked } from './handler.ts';
import { healthDefinition } from './health-service.ts';
import { InvalidProto } from './load-contract.ts';
import { serveGrpc } from './serve-grpc.ts';
import { clientOf, closeAfterwards, contractOf, rejection, serveStock } from './stock-grpc.fixture.ts';
import { grpcHealth } from './testing.ts';

const plainClient = (grpcUrl: string): Client => {
  const client = new Client(grpcUrl.replace('grpc://', ''), credentials.createInsecure());
  closeAfterwards(() => { client.close(); });
  return client;
};

it('tells health: as a whole, of a service, and that it knows no other', async () => {
  const { service, grpcUrl } = await serveStock();
  expect(await grpcHealth(grpcUrl)).toBe('SERVING');
  expect(await grpcHealth(grpcUrl, 'stock.v1.StockService')).toBe('SERVING');
  expect(await rejection(grpcHealth(grpcUrl, 'elsewhere'))).toMatchObject({ code: Code.NOT_FOUND });
  service.readiness('store', () => { throw new Error('away'); });
  expect(await grpcHealth(grpcUrl)).toBe('NOT_SERVING');
});

it('answers calls in hand while it closes, tells those who watch its health, and takes no more', async () => {
  const begun = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<{ readonly free: number }>();
  const { service, grpcUrl } = await serveStock({ reserve: () => { begun.resolve(); return answer.promise; } });
  const { path, requestSerialize, responseDeserialize } = healthDefinition.Watch;
  const told: unknown[] = [];
  const watching = plainClient(grpcUrl).makeServerStreamRequest(path, requestSerialize, responseDeserialize, { service: '' });
  watching.on('data', (message) => { told.push(message); }).on('error', () => {});
  await eventually(() => told.length === 1);

  const { client } = clientOf([grpcUrl]);
  const call = client.reserve({});
  await begun.promise;
  const closing = service.close();
  await eventually(() => !service.app.server.listening);
  answer.resolve({ free: 7 });
  expect(await call).toMatchObject({ free: 7 });
  await closing;
  expect(told).toEqual([{ status: 'SERVING' }, { status: 'NOT_SERVING' }]);
  expect(await rejection(client.reserve({}))).toMatchObject({ reason: 'unreachable' });
});

it('says what of a message does not fit', async () => {
  const { grpcUrl } = await serveStock({ reserve: ({ message }) => checked(z.object({ sku: z.string().min(1) }), message) });
  const { client } = clientOf([grpcUrl]);
  expect(await rejection(client.reserve({}))).toMatchObject({ code: Code.INVALID_ARGUMENT, problem: { status: 400, type: 'invalid-request', errors: [{ in: 'message', pointer: '#/sku' }] } });
});

it('continues the trace of its caller, and measures by method and code', async () => {
  const collector = await startCollector();
  closeAfterwards(collector.close);
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const { service, grpcUrl } = await serveStock({}, env);
  const { client, service: caller } = clientOf([grpcUrl], env);
  await client.getStock({ sku: 'a' });
  expect(await service.metrics.expose()).toMatch(/grpc_server_request_duration_seconds_count\{.*method="stock.v1.StockService\/GetStock",code="OK".*\} 1/);
  await service.close();
  await caller.close();
  const [server, called] = [2, 3].map((kind) => collector.spans.find((span) => span.kind === kind));
  expect(server).toMatchObject({ name: 'stock.v1.StockService/GetStock', traceId: called?.traceId, parentSpanId: called?.spanId });
  expect(called === undefined ? {} : attributesOf(called)).toMatchObject({ 'peer.service': 'stock', 'rpc.method': 'GetStock', 'rpc.grpc.status_code': 0 });
});

it('tells what it serves where it is told to, and nowhere else', async () => {
  const list = (grpcUrl: string): Promise<unknown> => new Promise((resolve) => {
    const call = plainClient(grpcUrl).makeBidiStreamRequest('/grpc.reflection.v1.ServerReflection/ServerReflectionInfo', (bytes: Buffer) => bytes, (bytes: Buffer) => bytes);
    call.on('data', (bytes: Buffer) => { resolve(bytes.toString()); call.end(); }).on('error', (error: ServiceError) => { resolve(error.code); });
    // `list_services` of a ServerReflectionRequest.
    call.write(Buffer.from([0x3a, 0]));
  });
  const open = await serveStock({}, { GRPC_REFLECTION: 'true' });
  expect(await list(open.grpcUrl)).toContain('stock.v1.StockService');
  const shut = await serveStock();
  expect(await list(shut.grpcUrl)).toBe(Code.UNIMPLEMENTED);
});

it.each([
  ['syntax = "proto3"; package stock.v1; message {', 'illegal'],
  ['syntax = "proto3"; package stock.v2; service StockService { }', 'has no service stock.v1.StockService'],
  ['syntax = "proto3"; package stock.v1; message A {} service StockService { rpc Follow(A) returns (stream A); }', 'the stream Follow'],
  ['syntax = "proto3"; package stock.v1; service StockService { rpc Get(A) returns (B); }', 'no such type: A'],
])('refuses the proto file %s with a sentence', (proto, told) => {
  const service = testService();
  closeAfterwards(service.close);
  const serve = (): void => { serveGrpc<object>(service, contractOf(proto), {}); };
  expect(serve).toThrow(InvalidProto);
  expect(serve).toThrow(told);
});
