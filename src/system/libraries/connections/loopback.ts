import { argument } from '../../model/use.ts';
import type { ConnectionLibrary } from '../library.ts';
import { engineIn, located, told } from './options.ts';

/** Data sources of LoopBack: made with options, or classes that hand them to their parent. Connectors to services are no databases. */
export const loopbackConnections: ConnectionLibrary = {
  name: 'loopback',
  modules: ['@loopback/repository', 'loopback-datasource-juggler'],
  match: (use) => {
    if (!/^\.(?:juggler\.)?DataSource$/.test(use.external.path)) return null;
    const options = told(use, argument(use, 0));
    const engine = engineIn(use, options, ['connector']);
    return engine === null ? null : { engine, role: engine === 'redis' ? 'cache' : 'primary', ...located(use, options) };
  },
};
