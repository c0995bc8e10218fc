import type { Span } from './spans.ts';

interface TraceSummary {
  readonly traceId: string;
  /** Of the earliest span, which is the root as soon as it has arrived. */
  readonly name: string;
  readonly service: string;
  readonly start: number;
  /** Milliseconds from the first start to the last end. */
  readonly duration: number;
  readonly spans: number;
  readonly services: readonly string[];
  readonly error: boolean;
}

/** Traffic from one service to another, as spans tell it. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: 'request' | 'event';
  readonly count: number;
  readonly errors: number;
  /** Milliseconds since 1970 of the last one. */
  readonly last: number;
}

export interface Traces {
  readonly add: (spans: readonly Span[]) => void;
  /** Newest first. */
  readonly list: () => readonly TraceSummary[];
  /** Spans by start; undefined for a trace that is not known (any more). */
  readonly get: (traceId: string) => readonly Span[] | undefined;
  readonly edges: () => readonly Edge[];
}

const LONGEST_TRACE = 2000;

const summarise = (traceId: string, spans: readonly Span[]): TraceSummary => {
  const sorted = spans.toSorted((a, b) => a.start - b.start);
  const root = sorted.find(({ parentSpanId }) => parentSpanId === null) ?? sorted[0];
  const start = sorted[0]?.start ?? 0;
  return {
    traceId, name: root?.name ?? '', service: root?.service ?? '', start,
    duration: Math.max(...sorted.map((span) => span.start + span.duration)) - start,
    spans: sorted.length, services: [...new Set(sorted.map(({ service }) => service))], error: sorted.some(({ error }) => error),
  };
};

const edgesOf = (spans: readonly Span[]): readonly Edge[] => {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  return spans.flatMap((span): readonly Edge[] => {
    const parent = span.parentSpanId === null ? undefined : byId.get(span.parentSpanId);
    if (parent === undefined || parent.service === span.service) return [];
    return [{ from: parent.service, to: span.service, kind: span.kind === 'consumer' ? 'event' : 'request', count: 1, errors: span.error ? 1 : 0, last: span.start + span.duration }];
  });
};

const merge = (edges: readonly Edge[]): readonly Edge[] => {
  const merged = new Map<string, Edge>();
  for (const edge of edges) {
    const key = JSON.stringify([edge.from, edge.to, edge.kind]);
    const before = merged.get(key);
    merged.set(key, before === undefined ? edge : { ...edge, count: before.count + edge.count, errors: before.errors + edge.errors, last: Math.max(before.last, edge.last) });
  }
  return [...merged.values()].toSorted((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to) || a.kind.localeCompare(b.kind));
};

/** The last traces, in memory; the oldest is forgotten first. */
export const createTraces = (capacity = 200): Traces => {
  const byTrace = new Map<string, Span[]>();
  const add: Traces['add'] = (spans) => {
    for (const span of spans) {
      const trace = byTrace.get(span.traceId) ?? [];
      if (trace.length < LONGEST_TRACE) trace.push(span);
      byTrace.set(span.traceId, trace);
    }
    for (const oldest of [...byTrace.keys()].slice(0, Math.max(byTrace.size - capacity, 0))) byTrace.delete(oldest);
  };
  return {
    add,
    list: () => [...byTrace].map(([traceId, spans]) => summarise(traceId, spans)).toSorted((a, b) => b.start - a.start),
    get: (traceId) => byTrace.get(traceId)?.toSorted((a, b) => a.start - b.start),
    edges: () => merge([...byTrace.values()].flatMap(edgesOf)),
  };
};
