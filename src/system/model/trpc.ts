import type { Evidence, Service } from '../model.ts';
import type { System } from './system.ts';
import type { Made, Term } from './term.ts';
import { argument } from './use.ts';

/** A service that answers a procedure, and where it says so. */
export interface ProcedureOwner extends Evidence {
  readonly service: Service;
}

/** `router({ … })` of tRPC as the last that made a term. */
const routerOf = (term: Term): Made | null => (term.kind === 'external' && term.module === '@trpc/server' && /(?:\.router|\.mergeRouters)\(\)$/.test(term.path) ? (term.made.at(-1) ?? null) : null);

const isProcedure = (term: Term): boolean => term.kind === 'external' && term.module === '@trpc/server' && /\.(?:query|mutation|subscription)\(\)$/.test(term.path);

interface Procedure {
  readonly name: string;
  readonly line: number;
  readonly file: string;
}

const keyOf = ({ site, frame }: Made): string => `${frame.file.path}:${site.line}:${site.column}`;

/** Procedures of a router and of those inside it, by their whole name; `inner` is told of each router that is part of another. */
const proceduresOf = (system: System, made: Made, inner: Set<string>, prefix = ''): readonly Procedure[] => {
  const routes = argument({ ...made, reducer: system.reducer }, 0);
  if (routes.kind !== 'object' || prefix.split('.').length > 6) return [];
  return routes.value.entries.flatMap(([name, value]): readonly Procedure[] => {
    const term = system.reducer.reduce(value, routes.frame);
    const nested = routerOf(term);
    if (nested !== null) inner.add(keyOf(nested));
    if (nested !== null) return proceduresOf(system, nested, inner, `${prefix}${name}.`);
    return isProcedure(term) ? [{ name: `${prefix}${name}`, file: routes.frame.file.path, line: value.line }] : [];
  });
};

/** Procedures of tRPC, by name, with the services that answer them. */
export const readProcedures = (system: System): ReadonlyMap<string, readonly ProcedureOwner[]> => {
  const inner = new Set<string>();
  const routers = (system.uses.get('@trpc/server') ?? []).filter(({ external }) => external.path.endsWith('.router')).map(({ site, frame }) => ({ site, frame }));
  const all = routers.map((made) => ({ key: keyOf(made), procedures: proceduresOf(system, made, inner) }));
  const outer = all.filter(({ key }) => !inner.has(key)).flatMap(({ procedures }) => procedures);
  const owned = outer.flatMap(({ name, file, line }) => system.owners(file).map(({ service }) => ({ name, service, file, line, note: `${service.name} answers ${name}` })));
  return Map.groupBy(owned, ({ name }) => name);
};
