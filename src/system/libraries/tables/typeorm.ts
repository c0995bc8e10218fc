import type { TableLibrary } from '../library.ts';
import { nameOrOption, option, snakeCase, text } from './naming.ts';

/** TypeORM: `@Entity()` is the class in snake case unless it gives a name; `new EntitySchema({ tableName })`. */
export const typeormTables: TableLibrary = {
  name: 'typeorm',
  modules: ['typeorm'],
  mapped: ({ name, decorators }) => {
    const entity = decorators.find(({ symbol }) => symbol === 'typeorm.Entity');
    if (entity === undefined) return null;
    const schema = option(entity, 0, ['schema']) ?? option(entity, 1, ['schema']);
    return { family: 'sql', name: nameOrOption(entity, ['name']) ?? text(snakeCase(name), entity), ...(schema === null ? {} : { schema }) };
  },
  match: (use) => {
    if (!use.site.isNew || use.external.path !== '.EntitySchema') return null;
    const name = option(use, 0, ['tableName', 'name']);
    return name === null ? null : { family: 'sql', name };
  },
};
