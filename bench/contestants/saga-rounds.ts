import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../measure.ts';

/** What a contest of sagas measures: sagas a second with many in flight, or the milliseconds of one that is alone. */
export type Rounds = 'one' | 'many';

const inFlight = 100;
const forMs = 5_000;
const oneAfterTheOther = 300;

/** Sagas a second. */
const many = async (runSaga: () => Promise<void>): Promise<number> => {
  const stop = new AbortController();
  let sagas = 0;
  const worker = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await runSaga();
      sagas += 1;
    }
  };
  const start = performance.now();
  const workers = Array.from({ length: inFlight }, worker);
  await delay(forMs);
  stop.abort();
  await Promise.all(workers);
  return sagas / ((performance.now() - start) / 1_000);
};

/** Milliseconds from the start of a saga to where its end is known, the median. */
const one = async (runSaga: () => Promise<void>): Promise<number> => {
  const times: number[] = [];
  while (times.length < oneAfterTheOther) {
    const start = performance.now();
    await runSaga();
    times.push(performance.now() - start);
  }
  return median(times);
};

/** Measures whenever it is asked to. `runSaga` resolves when a saga has ended, and rejects when it did not go through. */
export const answerRounds = (runSaga: () => Promise<void>): void => {
  process.on('message', async (rounds: Rounds) => { process.send?.({ value: await (rounds === 'one' ? one : many)(runSaga) }); });
  process.send?.({ port: 0 });
};
