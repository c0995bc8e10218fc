import type { ConnectionLibrary } from '../library.ts';
import { clientOf } from './options.ts';

export const mysqlConnections: ConnectionLibrary = {
  name: 'mysql',
  modules: ['mysql', 'mysql2', 'mysql2/promise', 'mariadb'],
  match: (use) => (/^\.create(?:Pool|Connection|PoolCluster)$/.test(use.external.path) ? clientOf(use.external.module === 'mariadb' ? 'mariadb' : 'mysql')(use) : null),
};
