import type { ConnectionLibrary } from '../library.ts';
import { clientOf } from './options.ts';

/** node-postgres and postgres.js; Kysely and Drizzle stand on them. */
export const pgConnections: ConnectionLibrary = {
  name: 'pg',
  modules: ['pg', 'postgres', 'pg-promise', '@neondatabase/serverless', '@vercel/postgres'],
  match: (use) => {
    const { module, path } = use.external;
    const made = module === 'pg' ? use.site.isNew && /^\.(?:Pool|Client)$/.test(path) : module === 'postgres' ? path === '' : /^(?:\.(?:Pool|Client|neon|createPool)|\(\))$/.test(path);
    return made ? clientOf('postgres')(use) : null;
  },
};
