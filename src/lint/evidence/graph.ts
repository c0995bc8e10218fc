import { compareText } from '../../shared/compare-text.ts';
import type { Call, Evidence, Model } from '../../system/model.ts';
import { judgedServices, namesOf, note } from './subjects.ts';

/** Something leads from one service to another. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

/** All synchronous calls of one service to another. */
export interface Edge extends Link {
  /** Never empty. */
  readonly calls: readonly Call[];
}

/** What leads away from each service. */
type Graph<Way extends Link> = ReadonlyMap<string, readonly Way[]>;

export const byNames = (a: Link, b: Link): number => compareText(a.from, b.from) || compareText(a.to, b.to);

/** Each pair of caller and callee once, sorted. */
export const syncEdges = (model: Model): readonly Edge[] => {
  const judged = namesOf(judgedServices(model));
  const known = namesOf(model.services);
  const calls = model.calls.filter(({ from, to }) => to !== null && to !== from && judged.has(from) && known.has(to));
  const groups = Map.groupBy(calls, ({ from, to }) => `${from}\0${to ?? ''}`);
  return [...groups.values()].flatMap((group) => group.slice(0, 1).map(({ from, to }) => ({ from, to: to ?? '', calls: group }))).toSorted(byNames);
};

const graphOf = <Way extends Link>(edges: readonly Way[]): Graph<Way> => Map.groupBy(edges, ({ from }) => from);

/** The first call of an edge, as a reader sees it. */
export const edgeNote = ({ from, to, calls }: Edge): readonly Evidence[] => {
  const more = calls.length > 1 ? ` (and ${calls.length - 1} more)` : '';
  return calls.slice(0, 1).map((call) => note(call, `${from} calls ${to}${more}`));
};

/** How many hops every service that reaches `end` is away from it, at the least. */
const distancesTo = (end: string, edges: readonly Link[]): ReadonlyMap<string, number> => {
  const callers = Map.groupBy(edges, ({ to }) => to);
  const distances = new Map([[end, 0]]);
  for (const [name, distance] of distances) {
    for (const { from } of callers.get(name) ?? []) if (!distances.has(from)) distances.set(from, distance + 1);
  }
  return distances;
};

/** What a search for cycles that begin at one service looks at: the edges among it and those behind it by name. */
interface Start<Way extends Link> {
  readonly name: string;
  readonly next: Graph<Way>;
  readonly near: ReadonlyMap<string, number>;
}

const startsIn = <Way extends Link>(edges: readonly Way[]): readonly Start<Way>[] => {
  const names = [...new Set(edges.map(({ from }) => from))];
  return names.map((name) => {
    const later = edges.filter(({ from, to }) => from >= name && to >= name);
    return { name, next: graphOf(later), near: distancesTo(name, later) };
  }).filter(({ name, next, near }) => (next.get(name) ?? []).some(({ to }) => near.has(to)));
};

/** Paths are looked for so often and no more, however dense a graph is. */
const mostSteps = 5000;

/** Elementary cycles of one length that begin at a service, as paths of edges. */
const cyclesOf = <Way extends Link>({ name, next, near }: Start<Way>, length: number): readonly (readonly Way[])[] => {
  const found: (readonly Way[])[] = [];
  const open: (readonly Way[])[] = [[]];
  for (let steps = 0, path = open.pop(); path !== undefined && steps < mostSteps; steps += 1, path = open.pop()) {
    for (const edge of (next.get(path.at(-1)?.to ?? name) ?? []).toReversed()) {
      const longer = [...path, edge];
      if (edge.to === name && longer.length === length) found.push(longer);
      else if (longer.length + (near.get(edge.to) ?? length) <= length && edge.to !== name && !path.some(({ from }) => from === edge.to)) open.push(longer);
    }
  }
  return found;
};

/** The shortest elementary cycles, at most so many, each once, beginning at its first service by name. */
export const shortestCycles = <Way extends Link>(edges: readonly Way[], most: number): readonly (readonly Way[])[] => {
  const starts = startsIn(edges);
  const longest = starts.length === 0 ? 0 : graphOf(edges).size;
  const found: (readonly Way[])[] = [];
  for (let length = 2; length <= longest && found.length < most; length += 1) found.push(...starts.flatMap((start) => cyclesOf(start, length)));
  return found.slice(0, most);
};

/** Groups of services that calls connect, whatever their direction. */
export const connected = (edges: readonly Edge[]): readonly (readonly Edge[])[] => {
  const groups = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    const joined = new Set([from, to, ...(groups.get(from) ?? []), ...(groups.get(to) ?? [])]);
    for (const name of joined) groups.set(name, joined);
  }
  return [...new Set(groups.values())].map((group) => edges.filter(({ from }) => group.has(from)));
};
