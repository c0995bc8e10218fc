import type { JournalRecord } from '../journal/record.ts';

/** Where durable state goes. */
export interface Store {
  readonly append: (record: JournalRecord) => void;
  /** Calls back once all that was appended before is safe; `false`: it could not be written. Callbacks come in the order of the calls. */
  readonly committed: (done: (safe: boolean) => void) => void;
  /** Bytes that wait to be written. */
  readonly backlog: () => number;
  readonly close: () => Promise<void>;
}

/** Keeps nothing: what a broker without a directory uses. */
export const memoryStore: Store = {
  append: () => undefined,
  committed: (done) => { done(true); },
  backlog: () => 0,
  close: () => Promise.resolve(),
};
