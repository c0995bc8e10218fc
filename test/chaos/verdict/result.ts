import { isGood, type Attempt } from '../customers/attempts.ts';
import type { Outcome } from '../customers/order.ts';
import type { Done } from '../storm/adversary.ts';
import type { Violation } from './rules.ts';
import { recoveries } from './storm-rules.ts';

/** A run in figures; what `docs/chaos.json` holds. */
export interface Result {
  readonly seed: number;
  readonly seconds: number;
  readonly orders: number;
  /** How many customers were told what. */
  readonly told: Readonly<Record<string, number>>;
  readonly tries: number;
  /** Tries that the system could not answer. */
  readonly failedTries: number;
  readonly faults: Readonly<Record<string, number>>;
  /** Milliseconds from the end of a fault until the system was in order. */
  readonly recovery: { readonly median: number; readonly max: number };
  readonly violations: readonly Violation[];
}

export interface Course {
  readonly seed: number;
  readonly startedAt: number;
  readonly outcomes: readonly Outcome[];
  readonly attempts: readonly Attempt[];
  readonly storm: readonly Done[];
  readonly violations: readonly Violation[];
}

export const summarise = ({ seed, startedAt, outcomes, attempts, storm, violations }: Course): Result => {
  const times = recoveries(storm, attempts).map(({ ms }) => ms ?? Infinity).toSorted((one, other) => one - other);
  return {
    seed,
    seconds: Math.round((Date.now() - startedAt) / 1_000),
    orders: outcomes.length,
    told: counted(outcomes.map(({ told }) => told)),
    tries: attempts.length,
    failedTries: attempts.filter((attempt) => !isGood(attempt)).length,
    faults: counted(storm.map(({ fault }) => fault.kind)),
    recovery: { median: times[Math.floor(times.length / 2)] ?? 0, max: times.at(-1) ?? 0 },
    violations,
  };
};

const counted = (names: readonly string[]): Readonly<Record<string, number>> => {
  const groups = [...Map.groupBy(names, (name) => name)].map(([name, group]) => [name, group.length] as const);
  return Object.fromEntries(groups.toSorted(([one], [other]) => (one < other ? -1 : 1)));
};
