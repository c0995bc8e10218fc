import { bulkhead } from 'cockatiel';
import DataLoader from 'dataloader';

/** Values in the order of the keys; an error in the place of each that could not be got. */
export type LoadMany<Key, Value> = (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>;

/** Most keys that are asked for together. */
const maxBatchSize = 100;

/**
 * Gathers what is asked for in one turn of the event loop, however deep in a view, and asks for it together: each key once. It keeps what it got, so make
 * one a request, or one caller is given what another one may see.
 */
export const createLoader = <Key, Value>(loadMany: LoadMany<Key, Value>): ((key: Key) => Promise<Value>) => {
  const loader = new DataLoader<Key, Value>(loadMany, { maxBatchSize });
  return async (key) => loader.load(key);
};

/** For those who can only be asked for one at a time: side by side, `limit` of them at once. */
export const sideBySide = <Key, Value>(load: (key: Key) => Promise<Value>, limit = 10): LoadMany<Key, Value> => {
  const seats = bulkhead(limit, Infinity);
  const settled = (key: Key): Promise<Value | Error> => seats.execute(() => load(key)).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  return (keys) => Promise.all(keys.map(settled));
};
