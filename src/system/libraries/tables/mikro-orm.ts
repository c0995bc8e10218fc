import type { TableLibrary } from '../library.ts';
import { option, snakeCase, text } from './naming.ts';

/** MikroORM: `@Entity({ tableName })`, else the class in snake case; in MongoDB it is a collection. */
export const mikroOrmTables: TableLibrary = {
  name: 'mikro-orm',
  modules: [],
  mapped: ({ name, decorators }) => {
    const entity = decorators.find(({ external }) => external.module.startsWith('@mikro-orm/') && external.path === '.Entity');
    if (entity === undefined) return null;
    const collection = option(entity, 0, ['collection']);
    return { family: collection !== null || entity.external.module.endsWith('mongodb') ? 'document' : 'sql', name: option(entity, 0, ['tableName']) ?? collection ?? text(snakeCase(name), entity) };
  },
};
