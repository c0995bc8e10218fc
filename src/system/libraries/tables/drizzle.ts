import { argument } from '../../model/use.ts';
import type { TableLibrary } from '../library.ts';

/** Drizzle: `pgTable('orders', …)`, `pgSchema('shop').table('orders', …)` and its sisters. */
export const drizzleTables: TableLibrary = {
  name: 'drizzle',
  modules: ['drizzle-orm/pg-core', 'drizzle-orm/mysql-core', 'drizzle-orm/sqlite-core', 'drizzle-orm/singlestore-core'],
  match: (use) => {
    const { path, made } = use.external;
    if (/^\.(?:pg|mysql|sqlite|singlestore)Table$/.test(path)) return { family: 'sql', name: argument(use, 0) };
    const [schema] = made;
    if (schema === undefined || !path.endsWith('Schema().table')) return null;
    return { family: 'sql', name: argument(use, 0), schema: argument({ ...schema, reducer: use.reducer }, 0) };
  },
};
