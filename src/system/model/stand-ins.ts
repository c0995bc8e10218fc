import type { FileFacts } from '../facts/file-facts.ts';
import { baseOf } from '../paths.ts';

/** Names of what stands in for the real thing: in tests, on one machine, when something is switched off. */
const standIn = /(?:^|[^a-z])(?:in-?memory|memory|mock(?:ed)?|fake|stub|dummy|noop|no-?op|null|direct-?call|disabled|silent)(?![a-z])/i;

/** Says no to nearly every name, at a tenth of the price. */
const mayStandIn = /memory|mock|fake|stub|dummy|no-?op|null|direct-?call|disabled|silent/i;

/** `InMemoryOrders` in words that stand apart. */
const apart = (name: string): string => name.replaceAll(/([a-z])([A-Z])/g, '$1-$2');

const saysSo = (name: string): boolean => mayStandIn.test(name) && standIn.test(apart(name));

/** A class that stands in for another, by its name or that of its file. */
export const isStandIn = (file: FileFacts, id: number | null): boolean =>
  saysSo(baseOf(file.path)) || (id !== null && saysSo(file.classes[id]?.name ?? ''));

/** All but those that stand in for others; all, where nothing else is left. */
export const realOnes = <Item>(items: readonly Item[], isNone: (item: Item) => boolean): readonly Item[] => {
  const real = items.filter((item) => !isNone(item));
  return real.length === 0 ? items : real;
};
