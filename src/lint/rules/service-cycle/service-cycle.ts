import type { Positive, Rule } from '../../rule.ts';
import { edgeNote, shortestCycles, syncEdges, type Edge } from '../../evidence/graph.ts';

const toPositive = (cycle: readonly Edge[]): readonly Positive[] => {
  const services = cycle.map(({ from }) => from);
  const [first, ...rest] = cycle.flatMap(edgeNote);
  if (first === undefined) return [];
  return [{ verdict: 'positive', messageId: 'cycle', data: { cycle: [...services, services[0]].join(' > ') }, services, at: first, related: [first, ...rest] }];
};

export const serviceCycle = {
  id: 'service-cycle',
  tier: 'error',
  subject: 'system',
  options: { most: 20 },
  messages: {
    cycle: {
      problem: 'Services call one another in a circle: {cycle}',
      help: 'Turn one of the calls round: publish an event that the other follows, hand the data over with the request, or merge what cannot be told apart.',
    },
  },
  check: (model, { most }) => shortestCycles(syncEdges(model), most).flatMap(toPositive),
} as const satisfies Rule<{ most: number }>;
