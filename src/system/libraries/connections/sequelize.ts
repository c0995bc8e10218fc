import type { Term } from '../../model/term.ts';
import { argument, type Use } from '../../model/use.ts';
import type { ConnectionLibrary, StoreFact } from '../library.ts';
import { engineIn, located, told } from './options.ts';

const positional = (use: Use): { readonly options: Term; readonly extra: Partial<StoreFact> } => {
  const { length } = use.site.args;
  const options = argument(use, length - 1);
  return length < 3 ? { options, extra: { url: argument(use, 0) } } : { options, extra: { database: argument(use, 0) } };
};

/** Options, a URL with options, or database, user, password and options. */
export const sequelizeOptions = (use: Use): StoreFact => {
  const first = told(use, argument(use, 0));
  const { options, extra } = first.kind === 'object' ? { options: first, extra: {} } : positional(use);
  return { engine: engineIn(use, options, ['dialect']) ?? 'sql', role: 'primary', ...located(use, options), ...extra };
};

export const sequelizeConnections: ConnectionLibrary = {
  name: 'sequelize',
  modules: ['sequelize', 'sequelize-typescript', '@nestjs/sequelize'],
  match: (use): StoreFact | null => {
    const { path, module } = use.external;
    const made = use.site.isNew && (path === '.Sequelize' || (path === '' && module === 'sequelize'));
    return made || /^\.SequelizeModule\.forRoot(?:Async)?$/.test(path) ? sequelizeOptions(use) : null;
  },
};
