import { argument, property } from '../../model/use.ts';
import type { ConnectionLibrary, StoreFact } from '../library.ts';
import { located } from './options.ts';

const engineOf = (module: string): string => (/mysql|planetscale|tidb/.test(module) ? 'mysql' : /sqlite|libsql|d1/.test(module) ? 'sqlite' : 'postgres');

/** `drizzle(url)` opens a connection itself; `drizzle(pool)` uses one that its driver reports. */
export const drizzleConnections: ConnectionLibrary = {
  name: 'drizzle',
  modules: ['drizzle-orm/node-postgres', 'drizzle-orm/postgres-js', 'drizzle-orm/mysql2', 'drizzle-orm/better-sqlite3', 'drizzle-orm/libsql', 'drizzle-orm/neon-http', 'drizzle-orm/planetscale-serverless', 'drizzle-orm/bun-sql'],
  match: (use): StoreFact | null => {
    if (use.external.path !== '.drizzle') return null;
    const first = argument(use, 0);
    const connection = first.kind === 'object' ? property(use.reducer, first, 'connection') : first;
    if (connection.kind === 'external' || connection.kind === 'unknown' || connection.kind === 'instance') return null;
    return { engine: engineOf(use.external.module), role: 'primary', ...located(use, connection) };
  },
};
