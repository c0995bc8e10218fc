import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SpanKind } from '@opentelemetry/api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { booksContract, booksService } from '../service/sample-service.fixture.ts';
import type { Service } from '../service/service.ts';
import { attributesOf, startCollector } from './collector.fixture.ts';
import { injectTrace } from './propagation.ts';

const caller = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const traceparent = (flags: string) => `00-${caller.traceId}-${caller.spanId}-${flags}`;

describe('tracing', () => {
  let collector: Awaited<ReturnType<typeof startCollector>>;
  let service: Service;
  beforeEach(async () => { collector = await startCollector(); });
  afterEach(() => collector.close());

  const start = (env = {}) => {
    service = booksService({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env });
    service.route(booksContract.routes.getBook, ({ params }) => {
      if (params.bookId === 'bug') throw new Error('boom');
      return service.tracing.withSpan('look up', { kind: SpanKind.INTERNAL, attributes: { shelf: 3 } }, async () => ({ status: 404, body: { missing: 'b' } }));
    });
  };
  const get = (path: string, headers = {}) => service.app.inject({ url: path, headers });

  it('brings the server span and its child to the collector, under the caller', async () => {
    start();
    await get('/v1/books/b1?edition=2', { traceparent: traceparent('01') });
    await service.close();
    const [child, server, ...others] = collector.spans;
    expect(others).toEqual([]);
    expect(server).toMatchObject({ name: 'GET /v1/books/:bookId', kind: 2, traceId: caller.traceId, parentSpanId: caller.spanId });
    expect(child).toMatchObject({ name: 'look up', traceId: caller.traceId, parentSpanId: server?.spanId });
    expect(server === undefined ? {} : attributesOf(server)).toEqual({
      'http.request.method': 'GET',
      'http.route': '/v1/books/:bookId',
      'url.path': '/v1/books/b1',
      'url.scheme': 'http',
      'http.response.status_code': 404,
    });
  });

  it('marks what failed on the server, and only that', async () => {
    start();
    await get('/v1/books/bug');
    await get('/v1/books/x');
    await service.close();
    expect(collector.spans.map((span) => [attributesOf(span)['http.response.status_code'], span.status.code ?? 0])).toEqual([[500, 2], [400, 0]]);
  });

  it('follows the decision of the caller, and for new traces the configured share', async () => {
    start({ OTEL_TRACES_SAMPLER_ARG: '0' });
    await get('/v1/books/b1');
    await get('/v1/books/b1', { traceparent: traceparent('00') });
    await get('/v1/books/b1', { traceparent: traceparent('01') });
    await service.close();
    expect(collector.spans.map(({ traceId }) => traceId)).toEqual([caller.traceId, caller.traceId]);
  });

  it('does not trace probes', async () => {
    start();
    await get('/health/ready');
    await get('/metrics');
    await service.close();
    expect(collector.spans).toEqual([]);
  });

  it('exports while the service runs, not only at its end', async () => {
    start({ OTEL_BSP_SCHEDULE_DELAY: '10' });
    await get('/v1/books/b1');
    await expect.poll(() => collector.spans.length).toBe(2);
    await service.close();
  });

  it('passes the span in hand on to whoever is called', async () => {
    start();
    const carrier: Record<string, unknown> = {};
    await service.tracing.withSpan('call', { kind: SpanKind.CLIENT }, async () => { injectTrace(carrier); });
    await service.close();
    const [span] = collector.spans;
    expect(carrier).toEqual({ traceparent: `00-${span?.traceId}-${span?.spanId}-01` });
  });

  it('marks a span whose work was rejected and passes the rejection on', async () => {
    start();
    const failing = service.tracing.withSpan('call', { kind: SpanKind.CLIENT }, () => Promise.reject(new TypeError('no route')));
    await expect(failing).rejects.toThrow('no route');
    await service.close();
    expect(collector.spans[0]?.status).toEqual({ code: 2, message: 'no route' });
  });

  it('lets the service close when the collector does not answer', async () => {
    const silent = createServer(() => {});
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    service = booksService({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(silent.address() as AddressInfo).port}` });
    await service.app.inject('/nope');
    await expect(service.close()).resolves.toBeUndefined();
    silent.closeAllConnections();
    silent.close();
  });

  it('makes trace ids without a collector too', async () => {
    service = booksService();
    await service.tracing.withSpan('alone', { kind: SpanKind.INTERNAL }, async (span) => { expect(span.spanContext().traceId).toMatch(/^[\da-f]{32}$/); });
    await service.close();
  });
});
