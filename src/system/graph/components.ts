/** A directed graph: each node with the nodes that it points to. */
type Arrows = ReadonlyMap<string, readonly string[]>;

const reversed = (arrows: Arrows): Arrows => {
  const pairs = Map.groupBy([...arrows].flatMap(([from, targets]) => targets.map((to) => ({ from, to }))), ({ to }) => to);
  return new Map([...pairs].map(([to, list]) => [to, list.map(({ from }) => from)]));
};

/** Everything that is reached from a node and was not seen before, each node after all it leads to. Without recursion: chains may be long. */
const finished = (start: string, arrows: Arrows, seen: Set<string>): readonly string[] => {
  const done: string[] = [];
  const open = [{ node: start, targets: [...(arrows.get(start) ?? [])] }];
  seen.add(start);
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const next = top.targets.pop();
    if (next === undefined) {
      done.push(top.node);
      open.pop();
    } else if (!seen.has(next)) {
      seen.add(next);
      open.push({ node: next, targets: [...(arrows.get(next) ?? [])] });
    }
  }
  return done;
};

/** Kosaraju: the number of the strongly connected component of each node. An arrow lies on a cycle iff both its ends have the same number. */
export const components = (arrows: Arrows): ReadonlyMap<string, number> => {
  const seen = new Set<string>();
  const order = [...arrows.keys()].flatMap((node) => (seen.has(node) ? [] : finished(node, arrows, seen)));
  const back = reversed(arrows);
  const taken = new Set<string>();
  const groups = order.toReversed().flatMap((node) => (taken.has(node) ? [] : [finished(node, back, taken)]));
  return new Map(groups.flatMap((group, index) => group.map((node) => [node, index] as const)));
};
