import { argument, type Use } from '../../model/use.ts';
import type { TableFact, TableLibrary } from '../library.ts';
import { nameOrOption, option, plural, snakeCase, text } from './naming.ts';

const isOn = (use: Use, index: number, name: string): boolean => {
  const term = option(use, index, [name]);
  return term === null && use.reducer.member(argument(use, index), { name, at: { file: '', line: 1 } }).kind === 'flag';
};

/** The table of a model that gives none: its plural, in snake case where the options say so. */
const defaultName = (use: Use, index: number, model: string): string => {
  const cased = isOn(use, index, 'underscored') ? snakeCase(model) : model;
  return isOn(use, index, 'freezeTableName') ? cased : plural(cased);
};

const modelOf = (use: Use, index: number, name: string): TableFact => ({ family: 'sql', name: option(use, index, ['tableName']) ?? text(defaultName(use, index, name), use) });

/** Sequelize: `@Table`, `define(name, …, options)`, `Model.init(attributes, options)`. */
export const sequelizeTables: TableLibrary = {
  name: 'sequelize',
  modules: ['sequelize', 'sequelize-typescript'],
  mapped: ({ name, decorators }) => {
    const table = decorators.find(({ symbol }) => symbol === 'sequelize-typescript.Table');
    if (table === undefined) return null;
    const direct = nameOrOption(table, ['tableName']);
    return direct === null ? modelOf(table, 0, name) : { family: 'sql', name: direct };
  },
  match: (use) => {
    const model = use.external.path.endsWith('#.define') ? argument(use, 0) : null;
    if (model?.kind === 'text') return modelOf(use, 2, model.value);
    const isInit = use.external.path === '.Model.init' || use.external.path === '.Model#.init';
    const named = isInit ? option(use, 1, ['modelName']) : null;
    if (named?.kind === 'text') return modelOf(use, 1, named.value);
    const table = isInit ? option(use, 1, ['tableName']) : null;
    return table === null ? null : { family: 'sql', name: table };
  },
};
