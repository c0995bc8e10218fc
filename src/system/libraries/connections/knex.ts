import { argument, property } from '../../model/use.ts';
import type { ConnectionLibrary, StoreFact } from '../library.ts';
import { engineIn, located, told } from './options.ts';

/** `knex({ client: 'pg', connection })`. */
export const knexConnections: ConnectionLibrary = {
  name: 'knex',
  modules: ['knex'],
  match: (use): StoreFact | null => {
    if (!/^(?:\.knex)?$/.test(use.external.path)) return null;
    const options = told(use, argument(use, 0));
    return { engine: engineIn(use, options, ['client']) ?? 'sql', role: 'primary', ...located(use, told(use, property(use.reducer, options, 'connection'))) };
  },
};
