import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of draws that is the same for the same seed. */
export interface Random {
  /** A whole number, both ends included. */
  readonly between: (from: number, to: number) => number;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  readonly shuffled: <Item>(items: readonly Item[]) => Item[];
}

/** Streams of one seed that do not disturb each other: what customers draw changes nothing in the faults. */
export const createRandom = (seed: number, stream: number): Random => {
  const generator = xoroshiro128plus(seed);
  for (let jumps = 0; jumps < stream; jumps += 1) generator.jump();
  const between = (from: number, to: number): number => uniformInt(generator, from, to);
  const pick = <Item>(items: readonly Item[]): Item => items[between(0, items.length - 1)] as Item;
  const shuffled = <Item>(items: readonly Item[]): Item[] => {
    const rest = [...items];
    return items.map(() => rest.splice(between(0, rest.length - 1), 1)[0] as Item);
  };
  return { between, pick, shuffled };
};
