import { SpanKind } from '@opentelemetry/api';
import { afterEach, expect, it } from 'vitest';
import { stockContract } from '../testing/stock.fixture.ts';
import { stubService } from '../testing/stub-service.ts';
import { testService } from '../testing/test-service.fixture.ts';
import { attributesOf, startCollector } from '../tracing/collector.fixture.ts';
import { createClient } from './client.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => { for (const close of closers.splice(0).reverse()) await close(); });

it('makes one span a call, whatever the number of attempts, and passes it on to the target', async () => {
  const collector = await startCollector();
  closers.push(collector.close);
  let calls = 0;
  const stub = await stubService(stockContract, { getStock: () => { calls += 1; if (calls === 1) throw Object.assign(new Error('away'), { statusCode: 503 }); return { status: 200, body: { sku: 'a', free: 1 } }; } });
  closers.push(stub.close);
  const service = testService({ STATIC_SERVICES: `stock=${stub.url}`, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const client = createClient(service, stockContract);
  await service.tracing.withSpan('order', { kind: SpanKind.SERVER }, async () => client.getStock({ params: { sku: 'a' }, query: {} }));
  await service.close();

  expect(stub.requests).toHaveLength(2);
  const [call, order, ...others] = collector.spans;
  expect(others).toEqual([]);
  expect(call).toMatchObject({ name: 'GET /v1/stock/:sku', kind: 3, traceId: order?.traceId, parentSpanId: order?.spanId });
  expect(call === undefined ? {} : attributesOf(call)).toMatchObject({ 'peer.service': 'stock', 'http.response.status_code': 200 });
  expect(stub.requests[1]?.headers['traceparent']).toBe(`00-${call?.traceId}-${call?.spanId}-01`);
});
