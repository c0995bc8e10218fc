import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Tracer } from '@opentelemetry/api';
import type { LogEvent } from 'kysely';

/**
 * One span a query, as a child of the span in hand; queries outside of a trace (probes, start) have none.
 * The text has placeholders where the values were, so it holds no data.
 */
export const querySpans = (tracer: Tracer) => (event: LogEvent): void => {
  if (trace.getActiveSpan()?.isRecording() !== true) return;
  const end = Date.now();
  const operation = event.query.sql.split(/\s/, 1)[0]?.toUpperCase() ?? 'QUERY';
  const span = tracer.startSpan(operation, {
    kind: SpanKind.CLIENT,
    startTime: end - event.queryDurationMillis,
    attributes: { 'db.system.name': 'postgresql', 'db.operation.name': operation, 'db.query.text': event.query.sql },
  });
  if (event.level === 'error') span.setStatus({ code: SpanStatusCode.ERROR, message: event.error instanceof Error ? event.error.message : String(event.error) });
  span.end(end);
};
