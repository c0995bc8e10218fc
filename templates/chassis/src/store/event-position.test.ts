import { setTimeout as sleep } from 'node:timers/promises';
import { array, assert, asyncProperty, boolean, nat, record, uuid } from 'fast-check';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { expect, it } from 'vitest';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { createEventPosition, settledPosition } from './event-position.ts';
import { useDatabase } from './throwaway-database.fixture.ts';

type Log = { log: { readonly position: string; readonly name: string } };

describeWithServer('POSTGRES_URL', 'event positions, against a real Postgres', (postgres) => {
  const { closers, databaseUrl } = useDatabase(postgres);
  const open = async () => {
    const db = new Kysely<Log>({ dialect: new PostgresDialect({ pool: new Pool({ connectionString: databaseUrl(), max: 12 }) }) });
    closers.push(() => db.destroy());
    await createEventPosition(db as unknown as Kysely<unknown>);
    await sql`create table log (position bigint not null default next_event_position(), name text not null)`.execute(db);
    return db;
  };
  const write = (db: Kysely<Log>, name: string) => sql`insert into log (name) values (${name})`.execute(db);
  /** What a reader gets who has read up to `after`. */
  const read = async (db: Kysely<Log>, after: bigint) => {
    const settled = await settledPosition(db);
    return { settled, names: (await db.selectFrom('log').select('name').where('position', '>', String(after)).where('position', '<=', String(settled)).orderBy('position').execute()).map(({ name }) => name) };
  };

  it('shows nothing that stands behind what is not committed yet, and all of it afterwards', async () => {
    const db = await open();
    await write(db, 'before');
    const early = await db.startTransaction().execute();
    await write(early, 'early');
    await write(db, 'late');
    const first = await read(db, 0n);
    expect(first.names).toEqual(['before']);
    await early.commit().execute();
    expect((await read(db, first.settled)).names).toEqual(['early', 'late']);
  });

  it('goes on when a writer gives up', async () => {
    const db = await open();
    const given = await db.startTransaction().execute();
    await write(given, 'given up');
    await write(db, 'kept');
    expect((await read(db, 0n)).names).toEqual([]);
    await given.rollback().execute();
    expect((await read(db, 0n)).names).toEqual(['kept']);
  });

  it('a transaction that holds no position holds up nobody, and one that takes many takes one lock', async () => {
    const db = await open();
    const other = await db.startTransaction().execute();
    await sql`select pg_current_xact_id()`.execute(other);
    await db.transaction().execute(async (trx) => {
      await sql`insert into log (name) select 'bulk' from generate_series(1, 1000)`.execute(trx);
      const { rows: [locks] } = await sql<{ count: string }>`select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`.execute(trx);
      expect(locks?.count).toBe('1');
    });
    expect((await read(db, 0n)).names).toHaveLength(1000);
    await other.rollback().execute();
  });

  it('a reader that goes on from where it was sees everything once, in order, whatever the writers do', async () => {
    const db = await open();
    let after = 0n;
    await assert(asyncProperty(array(record({ pauseMs: nat(8), holdMs: nat(12), fails: boolean() }), { minLength: 2, maxLength: 10 }), uuid(), async (writers, run) => {
      const seen: string[] = [];
      const look = async (): Promise<void> => {
        const { settled, names } = await read(db, after);
        after = settled;
        seen.push(...names);
      };
      const all = Promise.allSettled(writers.map(async ({ pauseMs, holdMs, fails }, index) => {
        await sleep(pauseMs);
        await db.transaction().execute(async (trx) => {
          await write(trx, `${run} ${index}`);
          await sleep(holdMs);
          await write(trx, `${run} ${index}`);
          if (fails) throw new Error('gives up');
        });
      }));
      const written = new AbortController();
      const reading = (async () => { while (!written.signal.aborted) await look(); })();
      await all;
      written.abort();
      await reading;
      await look();
      const kept = (await db.selectFrom('log').select('name').where('name', 'like', `${run}%`).orderBy('position').execute()).map(({ name }) => name);
      expect(seen).toEqual(kept);
      expect(kept).toHaveLength(2 * writers.filter(({ fails }) => !fails).length);
    }), { numRuns: 25 });
  });
});
