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
export const createRetried = (system: System): ((client: External) => boolean) => {
  const uses = ['axios-retry', 'retry-axios'].flatMap((module) => system.uses.get(module) ?? []).filter(isAttached);
  const retried = new Set(uses.flatMap((use) => {
    const client = use.site.args.length === 0 ? null : argument(use, 0);
    return client?.kind === 'external' ? [clientKey(client)] : [];
  }));
  return (client) => retried.size > 0 && retried.has(clientKey(client));
};
