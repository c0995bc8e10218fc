import { callTerm } from '../../model/call-term.ts';
import type { Term } from '../../model/term.ts';
import { argument, isSet, itemsOf, property, type Use } from '../../model/use.ts';
import type { StoreFact } from '../library.ts';

const engines: Readonly<Record<string, string>> = {
  pg: 'postgres', postgresql: 'postgres', postgres: 'postgres', 'aurora-postgres': 'postgres', cockroachdb: 'cockroach', mysql: 'mysql', mysql2: 'mysql', mariadb: 'mariadb',
  mongodb: 'mongo', mongo: 'mongo', 'mongodb+srv': 'mongo', sqlite: 'sqlite', sqlite3: 'sqlite', 'better-sqlite3': 'sqlite', mssql: 'mssql', tedious: 'mssql', sqlserver: 'mssql', oracledb: 'oracle', redis: 'redis', rediss: 'redis',
};

/** The usual name of an engine for whatever a library calls it. */
export const engineNamed = (name: string): string | null => engines[name.toLowerCase()] ?? null;

/** What a library is told: an object, or what a factory gives, also one that Nest's `registerAs` gave a name. */
export const told = (use: Pick<Use, 'site' | 'frame' | 'reducer'>, term: Term): Term => {
  const { reducer, site, frame } = use;
  const registered = term.kind === 'external' && term.path === '.registerAs()' ? term.made.at(-1) : undefined;
  const factory = registered?.site.args[1];
  if (registered !== undefined && factory !== undefined) return told(use, reducer.reduce(factory, registered.frame));
  if (term.kind === 'function') return callTerm(reducer, term, { site: { ...site, args: [] }, frame });
  if (term.kind !== 'object') return term;
  if (isSet(reducer, term, 'useFactory')) return told(use, property(reducer, term, 'useFactory'));
  if (!isSet(reducer, term, 'useClass')) return term;
  const made = property(reducer, term, 'useClass');
  const instance: Term = made.kind === 'class' ? { kind: 'instance', file: made.file, id: made.id, made: null } : made;
  const method = instance.kind === 'instance' ? [...(instance.file.classes[instance.id]?.methods.keys() ?? [])].find((name) => /^create\w*Options$/.test(name)) : undefined;
  return method === undefined ? term : told(use, property(reducer, instance, method));
};

const given = (term: Term): boolean => term.kind !== 'unknown' && !(term.kind === 'text' && term.value === '');

/** What is written out counts before what a caller may add: `{ connectionString, ...more }`. */
const first = (use: Use, options: Term, names: readonly string[]): Term | undefined => {
  const all = names.map((name) => property(use.reducer, options, name)).filter(given);
  return all.find(({ kind }) => kind !== 'parameter') ?? all[0];
};

/** Where the options say the database is: a URL or its parts; `{}` for what they leave out. */
export const located = (use: Use, options: Term): Partial<StoreFact> => {
  const [replica] = itemsOf(use.reducer, property(use.reducer, options, 'hosts'));
  const plain = ['text', 'concat', 'environment', 'parameter'].includes(options.kind) || (options.kind === 'either' && options.options.some(({ kind }) => ['text', 'concat', 'environment'].includes(kind)));
  const url = !plain ? first(use, options, ['url', 'uri', 'connectionString', 'clientUrl', 'node']) : options;
  const host = first(use, options, ['host', 'hostname', 'socket']) ?? replica;
  const parts = { host, port: first(use, options, ['port']), database: first(use, options, ['database', 'dbName', 'db', 'filename', 'storage', 'name']), schema: first(use, options, ['schema']) };
  const known = Object.entries({ url, ...parts }).filter(([name, term]) => term !== undefined && (name === 'url' || url === undefined || term.kind !== 'parameter'));
  return Object.fromEntries(known) as Partial<StoreFact>;
};

export const engineIn = (use: Use, options: Term, names: readonly string[]): string | null => {
  const term = first(use, options, names);
  if (term?.kind === 'text') return engineNamed(term.value);
  const fallback = term?.kind === 'either' ? term.options.find(({ kind }) => kind === 'text') : undefined;
  return fallback?.kind === 'text' ? engineNamed(fallback.value) : null;
};

/** `new Client(options)` of a package that knows one engine. */
export const clientOf = (engine: string, role: StoreFact['role'] = 'primary') => (use: Use): StoreFact => ({ engine, role, ...located(use, told(use, argument(use, 0))) });
