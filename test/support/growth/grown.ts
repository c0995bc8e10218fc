import type { Random } from '../random.ts';

/** What stands in a system after some commands, as far as it decides which commands are valid next. */
export interface Grown {
  readonly services: Readonly<Record<string, 'postgres' | 'memory'>>;
  readonly clients: readonly (readonly [from: string, to: string])[];
  /** The newest version of each event, and who takes which version. */
  readonly events: Readonly<Record<string, { readonly version: number; readonly consumers: readonly string[] }>>;
  readonly sagas: readonly string[];
  readonly aggregates: readonly string[];
  readonly projections: readonly string[];
  /** `<service>/<cache>` */
  readonly caches: readonly string[];
  /** Backends for front ends. */
  readonly backends: readonly string[];
}

/** A command line of `ms`, and what stands when it is done. */
export interface Growth {
  readonly args: readonly string[];
  readonly grown: Grown;
}

/** Draws a valid command of one kind; null where there is none. */
export type Grow = (grown: Grown, random: Random) => Growth | null;

export const keepers = ({ services }: Grown): readonly string[] => Object.keys(services).filter((name) => services[name] === 'postgres');

/** Those that one service may call without closing a circle, and does not call yet. */
export const callable = ({ services, clients }: Grown, from: string): readonly string[] => {
  const reaches = new Set([from]);
  for (const name of reaches) for (const [caller, called] of clients) if (called === name) reaches.add(caller);
  return Object.keys(services).filter((name) => !reaches.has(name) && !clients.some(([caller, called]) => caller === from && called === name));
};
