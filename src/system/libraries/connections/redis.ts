import { argument, property } from '../../model/use.ts';
import type { ConnectionLibrary, StoreFact } from '../library.ts';
import { clientOf, located } from './options.ts';

/** Redis as a cache. Whether it is more than that, its commands would have to tell. */
export const redisConnections: ConnectionLibrary = {
  name: 'redis',
  modules: ['ioredis', 'redis', 'keyv', '@keyv/redis', '@upstash/redis'],
  match: (use): StoreFact | null => {
    const { path, module } = use.external;
    if (use.site.isNew && module === 'ioredis' && /^(?:\.(?:Redis|Cluster))?$/.test(path)) {
      const second = argument(use, 1);
      const first = argument(use, 0);
      return second.kind === 'unknown' || second.kind === 'object' || first.kind === 'object' ? clientOf('redis', 'cache')(use) : { engine: 'redis', role: 'cache', host: second, port: first };
    }
    if (module !== 'redis' || path !== '.createClient') return null;
    const options = argument(use, 0);
    const socket = property(use.reducer, options, 'socket');
    return socket.kind === 'object' ? { engine: 'redis', role: 'cache', ...located(use, socket) } : clientOf('redis', 'cache')(use);
  },
};
