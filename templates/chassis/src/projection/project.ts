import type { Kysely } from 'kysely';
import { settledPosition } from '../store/event-position.ts';
import type { ProjectionDefinition } from './define-projection.ts';
import { schemaOf, swap, tryTakeVersion } from './generation.ts';
import { projectionTablesIn, type ProjectionRow } from './projection-tables.ts';
import { readEvents, type Place } from './read-events.ts';

/** Events that are applied, and committed, together. */
const batchSize = 500;

export type Progress = {
  /** Events that were applied. */
  readonly applied: number;
  /** Others could be applied at once. */
  readonly more: boolean;
  /** It has taken the place of an older version. */
  readonly swapped: boolean;
};

const none: Progress = { applied: 0, more: false, swapped: false };

/** An event that could not be applied. Those before it in the batch could: `before`. */
export class NotApplied extends Error {
  override readonly name = 'NotApplied';
  readonly before: number;

  constructor({ event: { type, key }, position }: Pick<Place<never>, 'event' | 'position'>, before: number, cause: unknown) {
    super(`${type} of ${key} at position ${position} could not be applied`, { cause });
    this.before = before;
  }
}

/**
 * Applies what comes next, in one transaction with how far it is then. Nothing where another instance has it in hand, or another version is the live one.
 * @throws NotApplied, and then nothing of the batch has happened
 */
export const projectBatch = async <Tables>(db: Kysely<unknown>, { name, version, on }: ProjectionDefinition<Tables>, limit = batchSize): Promise<Progress> =>
  db.transaction().execute(async (trx) => {
    if (!await tryTakeVersion(trx, { name, version })) return none;
    const row = await projectionTablesIn(trx).selectFrom('projection').selectAll().where('name', '=', name).where('version', '=', version).executeTakeFirst();
    if (row === undefined) return none;
    const upTo = await settledPosition(trx);
    const places = await readEvents(trx, on, { after: BigInt(row.position), upTo, limit });
    await applyAll(trx.withSchema(schemaOf(row)) as unknown as Kysely<Tables>, places);
    const more = places.length === limit;
    await moveTo(trx, row, more ? places.at(-1)?.position ?? upTo : upTo);
    const isBuilt = !row.live && !more;
    if (isBuilt) await swap(trx, row);
    return { applied: places.length, more, swapped: isBuilt };
  });

const applyAll = async <Tables>(rows: Kysely<Tables>, places: readonly Place<Tables>[]): Promise<void> => {
  for (const [index, place] of places.entries()) {
    try {
      await place.apply(place.event as never, rows);
    } catch (error) {
      throw new NotApplied(place, index, error);
    }
  }
};

const moveTo = async (trx: Kysely<unknown>, { name, version, position }: ProjectionRow, to: bigint): Promise<void> => {
  if (to === BigInt(position)) return;
  await projectionTablesIn(trx).updateTable('projection').set({ position: String(to) }).where('name', '=', name).where('version', '=', version).execute();
};
