import type { status as Code } from '@grpc/grpc-js';
import type { Histogram } from '@prometheus-io/client';
import type { Metrics } from '../metrics/metrics.ts';
import { codeName } from './codes.ts';

/** What is the same for every call of a method, made once. */
export interface MethodTelemetry {
  /** `catalog.v1.CatalogService` */
  readonly service: string;
  /** `GetCatalog` */
  readonly name: string;
  /** Both: `catalog.v1.CatalogService/GetCatalog`. */
  readonly method: string;
  readonly observe: (code: Code, seconds: number) => void;
}

type CallHistogram = Histogram<'method' | 'code'>;

export const createCallHistogram = (metrics: Metrics): CallHistogram =>
  metrics.histogram({ name: 'grpc_server_request_duration_seconds', help: 'Time from a gRPC call to its answer', labelNames: ['method', 'code'] });

/** `path` is that of the wire: `/catalog.v1.CatalogService/GetCatalog`. */
export const methodTelemetry = (histogram: CallHistogram, path: string): MethodTelemetry => {
  const method = path.slice(1);
  const [service = '', name = ''] = method.split('/');
  const byCode = new Map<Code, Histogram.Internal<'method' | 'code'>>();
  const childOf = (code: Code) => {
    const child = histogram.labels({ method, code: codeName(code) });
    byCode.set(code, child);
    return child;
  };
  return { service, name, method, observe: (code, seconds) => { (byCode.get(code) ?? childOf(code)).observe(seconds); } };
};
