import type { Histogram } from '@prometheus-io/client';

/** What is the same for every request of a route, made once: span name, attributes, metric children. */
export interface RouteTelemetry {
  readonly method: string;
  /** The template (`/v1/orders/:orderId`), never the path itself: few values, and no ids in metrics. */
  readonly route: string;
  readonly spanName: string;
  readonly observe: (status: number, seconds: number) => void;
}

export type RequestHistogram = Histogram<'method' | 'route' | 'status'>;

export const routeTelemetry = (histogram: RequestHistogram, method: string, route: string): RouteTelemetry => {
  const byStatus = new Map<number, Histogram.Internal<'method' | 'route' | 'status'>>();
  const childOf = (status: number) => {
    const child = histogram.labels({ method, route, status });
    byStatus.set(status, child);
    return child;
  };
  return {
    method,
    route,
    spanName: `${method} ${route}`,
    observe: (status, seconds) => { (byStatus.get(status) ?? childOf(status)).observe(seconds); },
  };
};
