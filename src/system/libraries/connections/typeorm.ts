import { argument, type Use } from '../../model/use.ts';
import type { ConnectionLibrary, StoreFact } from '../library.ts';
import { engineIn, located, told } from './options.ts';

const connected = (use: Use): StoreFact | null => {
  const options = told(use, argument(use, 0));
  const engine = engineIn(use, options, ['type']);
  return engine === null && options.kind !== 'object' ? null : { engine: engine ?? 'sql', role: 'primary', ...located(use, options) };
};

/** TypeORM, on its own and in Nest. */
export const typeormConnections: ConnectionLibrary = {
  name: 'typeorm',
  modules: ['typeorm', '@nestjs/typeorm'],
  match: (use) => (/^\.(?:DataSource|createConnection|TypeOrmModule\.forRoot(?:Async)?)$/.test(use.external.path) ? connected(use) : null),
};

/** MikroORM, on its own and in Nest. */
export const mikroOrmConnections: ConnectionLibrary = {
  name: 'mikro-orm',
  modules: ['@mikro-orm/core', '@mikro-orm/nestjs', '@mikro-orm/postgresql', '@mikro-orm/mongodb', '@mikro-orm/mysql'],
  match: (use) => {
    if (!/^\.(?:MikroORM\.init|MikroOrmModule\.forRoot(?:Async)?)$/.test(use.external.path)) return null;
    const found = connected(use);
    return found === null ? null : { ...found, engine: found.engine === 'sql' ? (/mongo/.test(use.external.module) ? 'mongo' : 'postgres') : found.engine };
  },
};
