import { nothingKnown } from '../../model/term.ts';
import { argument, property } from '../../model/use.ts';
import type { CallLibrary } from '../library.ts';
import { listed, subgraph } from './subgraphs.ts';

/** mercurius: `app.register(mercurius, { gateway: { services } })`. */
export const mercuriusGatewayCalls: CallLibrary = {
  name: 'mercurius-gateway',
  modules: ['fastify'],
  match: (use) => {
    const plugin = use.symbol.endsWith('.register') ? argument(use, 0) : nothingKnown('no plugin');
    if (plugin.kind !== 'external' || !/^(?:mercurius|@mercuriusjs\/gateway)$/.test(plugin.module)) return null;
    const list = listed(use, property(use.reducer, argument(use, 1), 'gateway'), 'services');
    return list.length === 0 ? null : list.map(subgraph(use, 'mercurius-gateway'));
  },
};
