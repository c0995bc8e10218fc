import { chassis } from '../../model/modules.ts';
import { siteIn } from '../../model/term.ts';
import type { ConnectionLibrary } from '../library.ts';

/** The store of a generated system: Postgres at DATABASE_URL. */
export const chassisConnections: ConnectionLibrary = {
  name: 'chassis',
  modules: [chassis],
  match: (use) => (use.external.path === '.openStore' ? { engine: 'postgres', role: 'primary', url: { kind: 'environment', name: 'DATABASE_URL', at: siteIn(use.frame, use.site) } } : null),
};
