import { quietMs, recoveredAt, type Attempt } from '../customers/attempts.ts';
import type { Done } from '../storm/adversary.ts';
import type { Violation } from './rules.ts';

/** How long after a fault the system was in order again, milliseconds. Undefined: it never was. */
export interface Recovery {
  readonly done: Done;
  readonly ms: number | undefined;
}

export const recoveries = (storm: readonly Done[], attempts: readonly Attempt[]): readonly Recovery[] =>
  storm.map((done) => {
    const at = recoveredAt(attempts, done.endedAt);
    return { done, ms: at === undefined ? undefined : at - done.endedAt };
  });

/** Other faults may follow before the system is in order; that time counts as well. */
const longestRecoveryMs = 60_000;

const nameOf = ({ fault }: Done): string => `fault ${fault.number}, ${fault.kind} ${fault.target}`;

/** What must hold of the storm itself. */
export const judgeStorm = (storm: readonly Done[], attempts: readonly Attempt[], deaths: readonly string[]): readonly Violation[] => [
  { rule: 'every fault ends as planned', cases: storm.filter(({ failure }) => failure !== undefined).map((done) => `${nameOf(done)}: ${done.failure}`) },
  { rule: 'no request is lost in a rolling restart', cases: storm.filter(({ fault }) => fault.kind === 'rolling-restart').flatMap((done) => lostIn(done, attempts)) },
  { rule: `the system recovers within ${longestRecoveryMs / 1_000} s`, cases: recoveries(storm, attempts).filter(({ ms }) => ms === undefined || ms > longestRecoveryMs).map(({ done, ms }) => `${nameOf(done)}: ${ms ?? 'never'}`) },
  { rule: 'no instance dies by itself', cases: deaths },
].filter(({ cases }) => cases.length > 0);

/** Nothing else is broken meanwhile, and nothing had failed for a while, so whatever is not answered is the restart's. */
const lostIn = (done: Done, attempts: readonly Attempt[]): readonly string[] =>
  attempts
    .filter(({ startedAt, endedAt, status }) => endedAt >= done.startedAt && startedAt >= done.startedAt - quietMs && startedAt <= done.endedAt && (typeof status !== 'number' || status >= 500))
    .map(({ startedAt, gateway, status, problem = 'no answer' }) => `${nameOf(done)}: ${status} (${problem}) from ${gateway} to a request ${startedAt - done.startedAt} ms after its beginning`);
