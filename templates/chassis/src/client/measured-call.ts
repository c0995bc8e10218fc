import { isClientError, type ClientError } from './client-errors.ts';
import type { TargetMetrics } from './client-metrics.ts';

export type MeasuredCall<Answer> = {
  readonly metrics: TargetMetrics;
  /** The metric's label: `/v1/orders/:orderId`, `catalog.v1.CatalogService/GetCatalog`. */
  readonly route: string;
  /** The value of the label `outcome`, of an answer and of what was thrown instead. */
  readonly outcome: { readonly of: (answer: Answer) => string; readonly ofError: (error: unknown) => string };
  readonly fallback: ((error: ClientError) => unknown) | undefined;
};

/** One call with its metric; where the target does not answer, what the caller said to answer with instead. */
export const measuredCall = async <Answer>({ metrics, route, outcome, fallback }: MeasuredCall<Answer>, work: () => Promise<Answer>): Promise<unknown> => {
  const start = performance.now();
  const observe = (value: string): void => { metrics.observe(route, value, (performance.now() - start) / 1000); };
  metrics.started();
  try {
    const answer = await work();
    observe(outcome.of(answer));
    return answer;
  } catch (error) {
    observe(outcome.ofError(error));
    if (fallback === undefined || !isClientError(error)) throw error;
    return fallback(error);
  } finally {
    metrics.ended();
  }
};
