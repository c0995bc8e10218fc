/** What one try of a customer came to: a status, or why there was none. */
export interface Attempt {
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly gateway: string;
  readonly status: number | 'refused' | 'broken' | 'timeout';
  /** What the answer said of itself when it was none. */
  readonly problem?: string | undefined;
}

export interface AttemptLog {
  readonly all: readonly Attempt[];
  readonly add: (attempt: Attempt) => void;
}

export const createAttemptLog = (): AttemptLog => {
  const all: Attempt[] = [];
  return { all, add: (attempt) => { all.push(attempt); } };
};

/** Answered as a system in order does. A rejection is an answer; 409 says that the same request is in hand. */
export const isGood = ({ status }: Attempt): boolean => typeof status === 'number' && status < 500 && status !== 429 && status !== 409;

/** How long nothing must have failed before the system counts as quiet, and how many tries that must have been. */
export const quietMs = 3_000;
const quietTries = 40;

/** So quiet since `since` that what fails from `now` on is the fault of what begins now. */
export const isQuiet = (attempts: readonly Attempt[], since: number, now: number): boolean => {
  const recent = attempts.filter(({ endedAt }) => endedAt >= Math.max(since, now - quietMs));
  return now - since >= quietMs && recent.length >= quietTries && recent.every(isGood);
};

/** Good tries in a row that show that the system is as before. */
const streak = 5;

/** When the system was in order again after `time`: the end of the first streak of good tries that began later. Undefined when there was none. */
export const recoveredAt = (attempts: readonly Attempt[], time: number): number | undefined => {
  const later = attempts.filter(({ startedAt }) => startedAt >= time).toSorted((one, other) => one.startedAt - other.startedAt);
  for (let index = 0; index + streak <= later.length; index += 1) {
    const some = later.slice(index, index + streak);
    if (some.every(isGood)) return Math.max(...some.map(({ endedAt }) => endedAt));
  }
  return undefined;
};
