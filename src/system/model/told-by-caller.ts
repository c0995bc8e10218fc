import type { RequestFact } from '../libraries/library.ts';
import type { Service } from '../model.ts';
import type { Owner, System } from './system.ts';
import type { Resolved } from './targets.ts';
import type { Made } from './term.ts';

interface Told {
  readonly fact: RequestFact;
  readonly owner: Owner;
  /** From the outermost caller to the request. */
  readonly way: readonly Made[];
}

/** The service that goes by just this name. */
const called = ({ directory }: System, name: string): Service | null => {
  const service = directory.byName(name);
  return service?.aliases.some((alias) => alias.toLowerCase() === name.toLowerCase()) === true ? service : null;
};

const isInPath = (path: string | null, name: string): boolean => (path ?? '').split('/').includes(name);

/**
 * `callService('stock-service', { url: '/items' })`: the address comes from a registry when the program runs, and the caller
 * says by name whose it is. A name that is part of the path says what is asked for.
 */
export const toldByCaller = (system: System, { fact, owner, way: [outermost, ...inner] }: Told, resolved: Resolved): Resolved => {
  if (outermost === undefined || inner.length === 0 || fact.target.kind !== 'url' || resolved.reached.kind !== 'unknown') return resolved;
  const named = outermost.site.args.map((arg) => system.reducer.reduce(arg, outermost.frame)).flatMap((term) => {
    const service = term.kind === 'text' && !isInPath(resolved.path, term.value) ? called(system, term.value) : null;
    return term.kind !== 'text' || service === null || service === owner.service ? [] : [{ service, name: term.value }];
  });
  const [only, ...others] = named;
  return only === undefined || others.length > 0 ? resolved : { ...resolved, reached: { kind: 'service', service: only.service }, namedBy: only.name };
};
