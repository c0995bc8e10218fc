import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyFreePort } from '../../src/dev/ports.ts';
import { findBinaries, findEmbeddedBinaries, type Binaries } from '../../src/dev/postgres/binaries.ts';
import { startPostgres, type Postgres } from '../../src/dev/postgres/postgres.ts';
import { groupIsAlive, signalGroup } from '../../src/dev/process/process-group.ts';
import { startReaper, type Reaper } from '../../src/dev/process/reaper.ts';

const root = join(import.meta.dirname, '..', '..');

const query = async (url: string | undefined, sql: string): Promise<readonly unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

const origins: readonly (readonly [string, () => Promise<Binaries>])[] = [
  ['from this machine, or npm where it has none', () => findBinaries(root)],
  ['from npm', () => findEmbeddedBinaries(root)],
];

describe.each(origins)('Postgres %s', (_, find) => {
  let directory: string;
  let reaper: Reaper;
  let binaries: Binaries;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'ms-postgres-test-'));
    chmodSync(directory, 0o755);
    reaper = startReaper();
    binaries = await find();
  });
  afterAll(() => {
    reaper.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const start = async (...databases: readonly string[]): Promise<Postgres> => startPostgres({ cwd: root, directory, port: await anyFreePort(), databases, reaper, binaries });

  it('gives each service a database that the others may not enter', async () => {
    const postgres = await start('orders', 'order_items');
    expect(await query(postgres.urls['orders'], 'CREATE TABLE things (id int); INSERT INTO things VALUES (1)')).toBeUndefined();
    const { username, password } = new URL(postgres.urls['order_items'] ?? '');
    const foreign = new URL(postgres.urls['orders'] ?? '');
    foreign.username = username;
    foreign.password = password;
    await expect(query(foreign.href, 'SELECT 1')).rejects.toThrow('permission denied for database');
    await postgres.close();
    expect(groupIsAlive(postgres.pid)).toBe(false);
  });

  it('keeps data and passwords over a restart, and adds databases later', async () => {
    const postgres = await start('orders', 'payment');
    expect(await query(postgres.urls['orders'], 'SELECT id FROM things')).toEqual([{ id: 1 }]);
    expect(await query(postgres.urls['payment'], 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.close();
  });

  it('comes back after kill -9, and ends one that was left running', async () => {
    const killed = await start('orders');
    signalGroup(killed.pid, 'SIGKILL');
    const left = await start('orders');
    expect(await query(left.urls['orders'], 'SELECT id FROM things')).toEqual([{ id: 1 }]);
    const again = await start('orders');
    expect(groupIsAlive(left.pid)).toBe(false);
    expect(await query(again.urls['orders'], 'SELECT id FROM things')).toEqual([{ id: 1 }]);
    await again.close();
  });
});
