import { AsyncLocalStorage } from 'node:async_hooks';

/** Batches under way at the same time: one that waits for a lock does not hold up all. */
const lanes = 2;
const largest = 100;

type Asked<Item, Result> = { readonly item: Item; readonly resolve: (result: Result) => void; readonly reject: (error: unknown) => void };

/**
 * Gathers what is asked for while earlier batches are under way, so that many share a statement and a commit. Nothing waits for others to come.
 * `work` resolves to one result an item, in their order, and is called outside of any trace or request. When the database rejects a batch for
 * the data of one item, each is tried alone.
 */
export const createBatcher = <Item, Result>(work: (items: readonly Item[]) => Promise<readonly Result[]>): ((item: Item) => Promise<Result>) => {
  const outside = AsyncLocalStorage.snapshot();
  const asked: Asked<Item, Result>[] = [];
  let underWay = 0;
  let scheduled = false;

  const settle = async (batch: readonly Asked<Item, Result>[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, index) => { resolve(results[index] as Result); });
    } catch (error) {
      if (batch.length > 1 && isAboutData(error)) for (const one of batch) await settle([one]);
      else for (const { reject } of batch) reject(error);
    }
  };
  const begin = (): void => {
    scheduled = false;
    if (underWay === lanes || asked.length === 0) return;
    underWay += 1;
    void settle(asked.splice(0, largest)).finally(() => {
      underWay -= 1;
      schedule();
    });
  };
  /** What is asked for in the same turn goes together. */
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    outside(setImmediate, begin);
  };
  return async (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    asked.push({ item, resolve, reject });
    schedule();
    return promise;
  };
};

/** By its SQLSTATE: a value that does not fit, or a constraint. */
const isAboutData = (error: unknown): boolean => error instanceof Error && 'code' in error && typeof error.code === 'string' && /^2[23]...$/.test(error.code);
