import type { ConnectionLibrary } from '../library.ts';
import { clientOf } from './options.ts';

const clients: Readonly<Record<string, readonly [path: string, engine: string]>> = {
  '@opensearch-project/opensearch': ['.Client', 'opensearch'],
  '@elastic/elasticsearch': ['.Client', 'elasticsearch'],
  'neo4j-driver': ['.driver', 'neo4j'],
  neode: ['', 'neo4j'],
  minio: ['.Client', 'minio'],
  'better-sqlite3': ['', 'sqlite'],
  sqlite3: ['.Database', 'sqlite'],
  'cassandra-driver': ['.Client', 'cassandra'],
  '@clickhouse/client': ['.createClient', 'clickhouse'],
};

/** Clients that are made with one call that says it all. */
export const otherConnections: ConnectionLibrary = {
  name: 'others',
  modules: Object.keys(clients),
  match: (use) => {
    const [path, engine] = clients[use.external.module] ?? [];
    return engine !== undefined && use.external.path === path ? clientOf(engine)(use) : null;
  },
};
