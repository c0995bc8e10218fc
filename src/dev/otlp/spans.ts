import { isRecord } from '../../shared/is-record.ts';

/** A span as the page and its JSON know it. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  readonly service: string;
  readonly name: string;
  readonly kind: Kind;
  /** Milliseconds since 1970, with fractions. */
  readonly start: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly error: boolean;
  readonly attributes: Readonly<Record<string, Value>>;
}

type Kind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';
type Value = string | number | boolean | readonly Value[] | null;

const KINDS = ['internal', 'internal', 'server', 'client', 'producer', 'consumer'] as const satisfies readonly Kind[];
const STATUS_ERROR = 2;
const NANOSECONDS_A_MILLISECOND = 1e6;

type Json = Readonly<Record<string, unknown>>;

const objects = (value: unknown): readonly Json[] => Array.isArray(value) ? value.filter(isRecord) : [];
const text = (value: unknown): string => typeof value === 'string' ? value : '';

/** OTLP's AnyValue; what we do not know becomes null. */
const valueOf = (value: unknown): Value => {
  if (!isRecord(value)) return null;
  const { stringValue, intValue, doubleValue, boolValue, arrayValue } = value;
  if (typeof stringValue === 'string') return stringValue;
  if (intValue !== undefined) return Number(intValue);
  if (typeof doubleValue === 'number') return doubleValue;
  if (typeof boolValue === 'boolean') return boolValue;
  return isRecord(arrayValue) ? objects(arrayValue['values']).map(valueOf) : null;
};

const attributesOf = (value: unknown): Span['attributes'] => Object.fromEntries(objects(value).map(({ key, value: content }) => [text(key), valueOf(content)]));

/** Nanoseconds come as decimal strings, because JSON numbers cannot hold them. */
const milliseconds = (nanoseconds: unknown): number => Number(nanoseconds ?? 0) / NANOSECONDS_A_MILLISECOND;

const readSpan = (span: Json, service: string): Span => {
  const start = milliseconds(span['startTimeUnixNano']);
  const status = span['status'];
  return {
    traceId: text(span['traceId']), spanId: text(span['spanId']), parentSpanId: text(span['parentSpanId']) || null,
    service, name: text(span['name']), kind: KINDS[Number(span['kind'])] ?? 'internal',
    start, duration: Math.max(milliseconds(span['endTimeUnixNano']) - start, 0),
    error: isRecord(status) && status['code'] === STATUS_ERROR,
    attributes: attributesOf(span['attributes']),
  };
};

/** The spans of an OTLP/HTTP JSON export; parts that are not as the protocol says are passed over. */
export const readExport = (body: unknown): readonly Span[] => objects(isRecord(body) ? body['resourceSpans'] : undefined).flatMap(({ resource, scopeSpans }) => {
  const service = attributesOf(isRecord(resource) ? resource['attributes'] : undefined)['service.name'];
  const spans = objects(scopeSpans).flatMap((scope) => objects(scope['spans']));
  return spans.map((span) => readSpan(span, String(service ?? 'unknown'))).filter(({ traceId, spanId }) => traceId !== '' && spanId !== '');
});
