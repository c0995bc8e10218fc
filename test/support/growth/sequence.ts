import { createRandom } from '../random.ts';
import { addAggregate } from './add-aggregate.ts';
import { addBff } from './add-bff.ts';
import { addCache } from './add-cache.ts';
import { addClient } from './add-client.ts';
import { addEvent } from './add-event.ts';
import { addFlag } from './add-flag.ts';
import { addProjection } from './add-projection.ts';
import { addSaga } from './add-saga.ts';
import { addService } from './add-service.ts';
import type { Growth, Grown } from './grown.ts';

/** A kind that comes twice is drawn twice as often. */
const kinds = [addService, addService, addClient, addClient, addEvent, addFlag, addSaga, addAggregate, addProjection, addCache, addBff];

/** `create --preset minimal --store postgres`. */
const start: Grown = { services: { catalog: 'postgres' }, clients: [], events: {}, sagas: [], aggregates: [], projections: [], caches: [], backends: [] };

/** Valid commands one after the other, the same for the same seed. */
export const sequence = (seed: number, length: number): readonly Growth[] => {
  const [random, growths]: [ReturnType<typeof createRandom>, Growth[]] = [createRandom(seed, 0), []];
  while (growths.length < length) {
    const growth = random.pick(kinds)(lastOf(growths), random);
    if (growth !== null) growths.push(growth);
  }
  return growths;
};

/** What stands in the end. */
export const lastOf = (history: readonly Growth[]): Grown => history.at(-1)?.grown ?? start;

/** `GROWTH_SEED` repeats the run that printed it; else each run draws others. */
export const seeds = (count: number): readonly number[] => {
  const given = Number(process.env['GROWTH_SEED'] ?? Number.NaN);
  const first = Number.isNaN(given) ? Math.floor(Math.random() * 1_000_000) : given;
  return Array.from({ length: Number.isNaN(given) ? count : 1 }, (_, index) => first + index);
};
