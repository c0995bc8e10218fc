import { AsyncLocalStorage } from 'node:async_hooks';
import { expect, it } from 'vitest';
import { createBatcher } from './batcher.ts';

const badValue = (): Error => Object.assign(new Error('invalid input syntax'), { code: '22P02' });

it('does at once what is asked for alone, and together what is asked for while batches are under way', async () => {
  const batches: (readonly number[])[] = [];
  const until = Promise.withResolvers<void>();
  const double = createBatcher(async (items: readonly number[]) => {
    batches.push(items);
    await until.promise;
    return items.map((item) => item * 2);
  });
  const asked = [double(1), double(2)];
  await new Promise(setImmediate);
  asked.push(double(3));
  await new Promise(setImmediate);
  asked.push(double(4), double(5));
  await new Promise(setImmediate);
  expect(batches).toEqual([[1, 2], [3]]);
  until.resolve();
  expect(await Promise.all(asked)).toEqual([2, 4, 6, 8, 10]);
  expect(batches).toEqual([[1, 2], [3], [4, 5]]);
});

it('keeps a value that the database refuses from those beside it', async () => {
  const keep = createBatcher(async (items: readonly string[]) => {
    if (items.includes('bad')) throw badValue();
    return items;
  });
  const settled = await Promise.allSettled(['good', 'bad', 'better'].map(keep));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('asks a database that is away once for all of them', async () => {
  let times = 0;
  const ask = createBatcher(async (): Promise<readonly number[]> => {
    times += 1;
    throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  });
  const settled = await Promise.allSettled([ask(1), ask(2), ask(3)]);
  expect(settled.every(({ status }) => status === 'rejected')).toBe(true);
  expect(times).toBe(1);
});

it('works in the context of none of those who ask', async () => {
  const context = new AsyncLocalStorage<string>();
  const look = createBatcher(async (items: readonly number[]) => items.map(() => context.getStore()));
  expect(await context.run('mine', async () => look(1))).toBeUndefined();
});
