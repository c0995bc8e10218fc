import type { Evidence, Model } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { eventEdges } from '../../evidence/events.ts';
import { edgeNote, syncEdges } from '../../evidence/graph.ts';
import { note } from '../../evidence/subjects.ts';

/** One service needs another, and where that is seen. */
interface Need {
  readonly from: string;
  readonly to: string;
  readonly how: string;
  readonly evidence: readonly Evidence[];
}

const needs = (model: Model): readonly Need[] => [
  ...syncEdges(model).map((edge): Need => ({ from: edge.from, to: edge.to, how: 'calls', evidence: edgeNote(edge) })),
  ...model.imports.map((site): Need => ({ from: site.from, to: site.to, how: 'imports code of', evidence: [note(site, `${site.from} imports ${site.specifier}`)] })),
  ...eventEdges(model).map(({ publish, consume }): Need => ({
    from: consume.service, to: publish.service, how: 'follows events of', evidence: [note(consume, `${consume.service} consumes ${consume.channel ?? ''}`), note(publish, `${publish.service} publishes it`)],
  })),
];

const toPositive = (found: readonly Need[]): readonly Positive[] => {
  const [first] = found;
  const evidence = found.flatMap((need) => need.evidence);
  const [at] = evidence;
  if (first === undefined || at === undefined) return [];
  return [{ verdict: 'positive', messageId: 'undeclared', data: { from: first.from, to: first.to, how: first.how }, services: [first.from, first.to], at, related: evidence }];
};

export const undeclaredDependency = {
  id: 'undeclared-dependency',
  tier: 'error',
  subject: 'pair',
  messages: {
    undeclared: {
      problem: '{from} {how} {to}, which it is not declared to depend on',
      help: 'Take the dependency out, or declare it under lint.dependencies so that it is a decision and not an accident.',
    },
  },
  check: (model) => {
    const declared = model.declared.dependencies ?? {};
    const drift = needs(model).filter(({ from, to }) => declared[from] !== undefined && !declared[from].includes(to));
    return [...Map.groupBy(drift, ({ from, to, how }) => `${from} ${how} ${to}`).values()].flatMap(toPositive);
  },
} as const satisfies Rule;
