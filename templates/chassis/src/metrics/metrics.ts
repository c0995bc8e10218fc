import { Counter, Gauge, Histogram, Registry } from '@prometheus-io/client';

export interface MetricOptions<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly Label[];
}

/** The service's own registry: two services in one process (a test) do not mix. Take children (`.labels(…)`) once on hot paths. */
export interface Metrics {
  readonly counter: <Label extends string = never>(options: MetricOptions<Label>) => Counter<Label>;
  readonly gauge: <Label extends string = never>(options: MetricOptions<Label>) => Gauge<Label>;
  /** Observe seconds. */
  readonly histogram: <Label extends string = never>(options: MetricOptions<Label>) => Histogram<Label>;
  /** Everything in Prometheus' text format. */
  readonly expose: () => Promise<string>;
  readonly contentType: string;
}

/** From a cache hit to a request that has run into its deadline. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const createMetrics = (service: string): Metrics => {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  const registers = [registry];
  return {
    counter: (options) => new Counter({ ...options, registers }),
    gauge: (options) => new Gauge({ ...options, registers }),
    histogram: (options) => new Histogram({ ...options, buckets, registers }),
    expose: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
