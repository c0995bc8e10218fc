import { expect, it, vi } from 'vitest';
import { eventually } from '../testing/eventually.fixture.ts';
import { describeWithServer } from '../testing/real-server.fixture.ts';
import { createTcpProxy } from '../testing/tcp-proxy.fixture.ts';
import { openPool } from './open-pool.ts';

describeWithServer('POSTGRES_URL', 'pool, against a real Postgres', (server) => {
  it('says that an idle connection broke, without the whole connection', async () => {
    const proxy = await createTcpProxy(server);
    const log = { warn: vi.fn(), debug: vi.fn() };
    const pool = openPool({ connectionString: proxy.url }, log);
    try {
      await pool.query('select 1');
      proxy.cut();
      await eventually(() => log.warn.mock.calls.length === 1);
      expect(log.warn).toHaveBeenCalledWith({ err: expect.not.objectContaining({ client: expect.anything() }) }, expect.stringContaining('broke'));
    } finally {
      await pool.end();
      proxy.close();
    }
  });
});
