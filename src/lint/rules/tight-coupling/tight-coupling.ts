import type { Evidence, Model } from '../../../system/model.ts';
import type { Positive, Rule } from '../../rule.ts';
import { byDatabase, primaryStores } from '../../evidence/databases.ts';
import { edgeNote, syncEdges } from '../../evidence/graph.ts';
import { judgedServices, namesOf, note, pairsOf, sortedNames } from '../../evidence/subjects.ts';

/** One way in which two services depend on each other. */
interface Tie {
  readonly pair: readonly string[];
  readonly kind: string;
  readonly evidence: readonly Evidence[];
}

const tie = (kind: string, names: readonly string[], evidence: readonly Evidence[]): Tie => ({ pair: sortedNames(names), kind, evidence });

const mutualCalls = (model: Model): readonly Tie[] => {
  const edges = new Map(syncEdges(model).map((edge) => [`${edge.from} ${edge.to}`, edge]));
  return [...edges.values()].flatMap((edge) => {
    const back = edge.from < edge.to ? edges.get(`${edge.to} ${edge.from}`) : undefined;
    return back === undefined ? [] : [tie('calls both ways', [edge.from, edge.to], [edge, back].flatMap(edgeNote))];
  });
};

const databases = (model: Model): readonly Tie[] =>
  byDatabase(primaryStores(model)).flatMap((group) => pairsOf(group).map(([first, second]) =>
    tie('a shared database', [first.service, second.service], [first, second].map((store) => note(store, `${store.service} uses the ${store.engine} database ${store.identity ?? ''}`)))));

const imports = (model: Model): readonly Tie[] =>
  model.imports.map((site) => tie('an import of the other\'s code', [site.from, site.to], [note(site, `${site.from} imports ${site.specifier} of ${site.to}`)]));

const libraries = (model: Model): readonly Tie[] =>
  model.libraries.flatMap((library) => pairsOf(library.users).map((pair) => tie('a shared domain library', pair, [...library.holds.slice(0, 1), note(library, `${pair.join(' and ')} both use ${library.name}`)])));

/** Only between those that do the work: a gateway comes last anyway. */
const starts = (model: Model): readonly Tie[] => {
  const working = namesOf(model.services.filter(({ role }) => role === 'business' || role === 'worker'));
  return model.deployment.startDependencies.filter(({ from, to }) => working.has(from) && working.has(to)).map(({ from, to, ...evidence }) => tie('the order in which they start', [from, to], [evidence]));
};

const toPositive = (ties: readonly Tie[]): readonly Positive[] => {
  const kinds = Map.groupBy(ties, ({ kind }) => kind);
  const evidence = [...kinds.values()].flatMap((same) => same[0]?.evidence ?? []);
  const [first, second] = ties[0]?.pair ?? [];
  const [at] = evidence;
  if (kinds.size < 2 || at === undefined || first === undefined || second === undefined) return [];
  return [{ verdict: 'positive', messageId: 'several', data: { first, second, kinds: [...kinds.keys()].join(', ') }, services: [first, second], at, related: evidence }];
};

export const tightCoupling = {
  id: 'tight-coupling',
  tier: 'warning',
  subject: 'pair',
  messages: {
    several: {
      problem: '{first} and {second} are tied together in more than one way: {kinds}',
      help: 'Leave one way between them, best a versioned API or events, or make them one service.',
    },
  },
  check: (model) => {
    const judged = namesOf(judgedServices(model));
    const ties = [mutualCalls, databases, imports, libraries, starts].flatMap((kind) => kind(model)).filter(({ pair }) => pair.every((name) => judged.has(name)));
    return [...Map.groupBy(ties, ({ pair }) => pair.join(' ')).values()].flatMap(toPositive);
  },
} as const satisfies Rule;
