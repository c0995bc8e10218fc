import { describe, expect, it } from 'vitest';
import { readExport } from './spans.ts';
import { createTraces } from './traces.ts';

const exported = (service: string, ...spans: readonly object[]): object => ({
  resourceSpans: [{ resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] }, scopeSpans: [{ spans }] }],
});

const span = (spanId: string, parentSpanId: string | undefined, others: object = {}): object => ({
  traceId: 'aa', spanId, parentSpanId, name: `span ${spanId}`, kind: 2, startTimeUnixNano: '1700000000000000000', endTimeUnixNano: '1700000000025000000', ...others,
});

describe('OTLP/HTTP JSON', () => {
  it('reads a span with its service, times, kind, status and attributes', () => {
    const attributes = [{ key: 'http.route', value: { stringValue: '/v1' } }, { key: 'http.response.status_code', value: { intValue: '500' } }];
    expect(readExport(exported('orders', span('1', undefined, { attributes, status: { code: 2 } })))).toEqual([{
      traceId: 'aa', spanId: '1', parentSpanId: null, service: 'orders', name: 'span 1', kind: 'server', start: 1_700_000_000_000, duration: 25, error: true,
      attributes: { 'http.route': '/v1', 'http.response.status_code': 500 },
    }]);
  });

  it.each([null, 1, 'text', {}, { resourceSpans: 1 }, { resourceSpans: [null, { scopeSpans: [{ spans: [1, {}] }] }] }])('passes over what is no export: %j', (body) => {
    expect(readExport(body)).toEqual([]);
  });
});

describe('traces', () => {
  it('joins what services send apart, and sees who called whom and what events went', () => {
    const traces = createTraces();
    traces.add(readExport(exported('payment', span('3', '2'))));
    traces.add(readExport(exported('inventory', span('4', '2', { kind: 5, status: { code: 2 } }))));
    traces.add(readExport(exported('orders', span('1', undefined), span('2', '1', { kind: 3 }))));
    expect(traces.list()).toMatchObject([{ traceId: 'aa', name: 'span 1', service: 'orders', spans: 4, error: true, duration: 25 }]);
    expect(traces.edges()).toMatchObject([
      { from: 'orders', to: 'inventory', kind: 'event', count: 1, errors: 1 },
      { from: 'orders', to: 'payment', kind: 'request', count: 1, errors: 0 },
    ]);
  });

  it('forgets the oldest beyond its capacity', () => {
    const traces = createTraces(2);
    for (const traceId of ['a1', 'a2', 'a3']) traces.add(readExport(exported('orders', span('1', undefined, { traceId }))));
    expect(traces.get('a1')).toBeUndefined();
    expect(traces.list()).toHaveLength(2);
  });
});
