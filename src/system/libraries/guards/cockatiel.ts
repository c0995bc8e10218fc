import type { Guards } from '../../model.ts';
import type { Term } from '../../model/term.ts';
import { argument, type Use } from '../../model/use.ts';

const parts = (use: Use, term: Term): readonly string[] => {
  if (term.kind !== 'external' || term.module !== 'cockatiel') return [];
  const inner = term.made.flatMap((made) => made.site.args.flatMap((_, index) => parts(use, argument({ ...made, reducer: use.reducer }, index))));
  return [term.path, ...inner];
};

/** `wrap(retry(…), circuitBreaker(…), timeout(…)).execute(call)`: whatever policies it is made of. */
export const cockatielGuards = (use: Use): Partial<Guards> => {
  if (use.external.module !== 'cockatiel' || !use.external.path.endsWith('.execute')) return {};
  const names = parts(use, use.external).join(' ');
  return { timeout: /\.timeout\(|TimeoutPolicy/.test(names), breaker: /circuitBreaker\(|CircuitBreakerPolicy/.test(names), retry: /\.retry\(|RetryPolicy/.test(names) };
};
