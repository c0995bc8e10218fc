import type { Guards } from '../model.ts';
import type { Waiting } from './set-defaults.ts';
import type { System } from './system.ts';
import type { External } from './term.ts';
import { argument, type Use } from './use.ts';

/** What tells one client from another: the package, or the call that made the instance. */
const clientKey = ({ module, made }: External): string => {
  const [first] = made;
  return first === undefined ? module : `${first.frame.file.path}:${first.site.line}:${first.site.column}`;
};

const isAttached = ({ external: { module, path } }: Use): boolean => (module === 'axios-retry' ? path === '' : path.endsWith('.attach'));

/** Clients that a plug-in makes retry: `axiosRetry(api)`. */
const readRetried = (system: System): readonly External[] => {
  const uses = ['axios-retry', 'retry-axios'].flatMap((module) => system.uses.get(module) ?? []).filter(isAttached);
  return uses.flatMap((use) => {
    const client = use.site.args.length === 0 ? null : argument(use, 0);
    return client?.kind === 'external' ? [client] : [];
  });
};

/** What the program gives one client for all its calls, apart from what it was made with. */
export const createClientGuards = (system: System, waiting: readonly Waiting[]): ((client: External) => Partial<Guards>) => {
  const retried = new Set(readRetried(system).map(clientKey));
  const bounded = new Set(waiting.filter(({ client }) => client.made.length > 0).map(({ client }) => clientKey(client)));
  return (client) => {
    if (retried.size + bounded.size === 0) return {};
    const key = clientKey(client);
    return { ...(retried.has(key) ? { retry: true } : {}), ...(bounded.has(key) ? { timeout: true } : {}) };
  };
};
