import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import { interleave, print, type Contestant } from './measure.ts';
import { startServer } from './servers.ts';

const views = 100;
const distinct = Array.from({ length: 10 }, (_, index) => `o-${String(index)}`);
const repeated = distinct.map((_, index) => `o-${String(index % 3)}`);

/** Answers are read, and must be 200, so that what is broken never looks fast. */
const got = async (pool: Pool, path: string): Promise<void> => {
  const { statusCode, body } = await pool.request({ method: 'GET', path });
  await body.text();
  if (statusCode !== 200) throw new Error(`${path}: ${String(statusCode)}`);
};

const perView = (view: () => Promise<void>) => async (): Promise<number> => {
  const start = performance.now();
  for (let times = 0; times < views; times += 1) await view();
  return (performance.now() - start) / views;
};

/** A view of ten orders: by a front end that makes the calls itself, one after the other or side by side, and by its backend, which makes them for it. */
export const bff = async (): Promise<void> => {
  const behind = await startServer('catalogue.ts');
  const backend = await startServer('bff.ts', behind.origin);
  const [direct, composed] = [new Pool(behind.origin), new Pool(backend.origin)];
  const one = (id: string): Promise<void> => got(direct, `/v1/orders/${id}`);
  const view = (ids: readonly string[]): Promise<void> => got(composed, `/v1/web-shop/overview?${ids.map((id) => `orders=${id}`).join('&')}`);
  const rows: readonly Contestant[] = [
    { name: 'ten calls, one after the other (the sum)', round: perView(async () => { for (const id of distinct) await one(id); }) },
    { name: 'ten calls side by side, no guard', round: perView(async () => { await Promise.all(distinct.map(one)); }) },
    { name: 'one view of the BFF: ten keys', round: perView(() => view(distinct)) },
    { name: 'one view of the BFF: three of ten keys', round: perView(() => view(repeated)) },
  ];
  try {
    print('a view of ten orders, 5 ms each, one view at a time', 'ms', await interleave(rows));
  } finally {
    await Promise.all([direct.close(), composed.close()]);
    for (const { child } of [behind, backend]) child.kill();
  }
};
