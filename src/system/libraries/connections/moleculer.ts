import { argument } from '../../model/use.ts';
import type { ConnectionLibrary } from '../library.ts';
import { located, told } from './options.ts';
import { sequelizeOptions } from './sequelize.ts';

/** Adapters of moleculer-db. */
export const moleculerConnections: ConnectionLibrary = {
  name: 'moleculer',
  modules: ['moleculer-db-adapter-mongo', 'moleculer-db-adapter-mongoose', 'moleculer-db-adapter-sequelize'],
  match: (use) => {
    if (!use.site.isNew || use.external.path !== '') return null;
    return use.external.module.endsWith('sequelize') ? sequelizeOptions(use) : { engine: 'mongo', role: 'primary', ...located(use, told(use, argument(use, 0))) };
  },
};
