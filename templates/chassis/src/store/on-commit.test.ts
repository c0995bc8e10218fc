import { Kysely, PostgresDialect, sql } from 'kysely';
import { Pool } from 'pg';
import { expect, it } from 'vitest';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { onCommit, withCommits } from './on-commit.ts';

describeWithServer('POSTGRES_URL', 'what is done on commit, against a real Postgres', (server) => {
  const using = async (wrap: typeof withCommits, work: (db: Kysely<unknown>) => Promise<void>): Promise<void> => {
    const db = new Kysely<unknown>({ dialect: wrap(new PostgresDialect({ pool: new Pool({ connectionString: server, max: 1 }) })) });
    await work(db).finally(async () => db.destroy());
  };

  it('is done after the commit, once', async () => {
    await using(withCommits, async (db) => {
      const told: string[] = [];
      await db.transaction().execute(async (trx) => {
        await onCommit(trx, () => { told.push('committed'); });
        await sql`select 1`.execute(trx);
        told.push('last statement');
      });
      await db.transaction().execute(async (trx) => { await sql`select 1`.execute(trx); });
      expect(told).toEqual(['last statement', 'committed']);
    });
  });

  it('is not done for a transaction that is rolled back, nor for the next one on its connection', async () => {
    await using(withCommits, async (db) => {
      const told: string[] = [];
      const failing = db.transaction().execute(async (trx) => {
        await onCommit(trx, () => { told.push('committed'); });
        await sql`select 1 / 0`.execute(trx);
      });
      await expect(failing).rejects.toThrow('division by zero');
      await db.transaction().execute(async (trx) => { await sql`select 1`.execute(trx); });
      expect(told).toEqual([]);
    });
  });

  it('says so where nobody would learn of the commit', async () => {
    await using((dialect) => dialect, async (db) => {
      await expect(db.transaction().execute(async (trx) => onCommit(trx, () => {}))).rejects.toThrow('none of openStore');
    });
  });
});
