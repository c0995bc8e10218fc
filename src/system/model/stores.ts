import { connectionLibraries } from '../libraries/connections.ts';
import { writeOf } from '../libraries/writes.ts';
import { engineNamed } from '../libraries/connections/options.ts';
import type { ConnectionLibrary, StoreFact } from '../libraries/library.ts';
import type { Store } from '../model.ts';
import { folderOf, join } from '../paths.ts';
import { enclosingCalled, seenFrom } from './callers.ts';
import { isLocal, readAddress } from './address.ts';
import { readExtensions } from './extensions.ts';
import { readOrmConfigStores } from './ormconfig.ts';
import { readPrismaStores } from './prisma.ts';
import type { Owner, System } from './system.ts';
import type { Made, Term } from './term.ts';
import { textOf, type Text } from './text.ts';
import { useOf } from './use.ts';

const usualPorts: Readonly<Record<string, number>> = { postgres: 5432, mysql: 3306, mariadb: 3306, mongo: 27017, redis: 6379, mssql: 1433, elasticsearch: 9200, opensearch: 9200, neo4j: 7687, minio: 9000, cassandra: 9042, clickhouse: 8123, rethinkdb: 28015 };

interface Found {
  readonly identity: string | null;
  readonly engine: string | null;
  readonly text: Text;
}

/** `postgres://u:p@db:5432/orders?schema=public` is `db:5432/orders?schema=public`. */
const fromUrl = (text: Text, engine: string, database: string | null): Found => {
  const [, scheme = '', hosts = '', path = '', query = ''] = /^([a-z][a-z0-9+]*):(?:\/\/(?:[^/?@]*@)?([^/?#]*))?\/?([^?#]*)\??([^#]*)/i.exec(text.text) ?? [];
  const named = engineNamed(scheme) ?? (engine === 'sql' ? null : engine);
  const [host = ''] = hosts.split(',');
  const [, schema] = /(?:^|&)schema=([^&]+)/.exec(query) ?? [];
  const address = readAddress(`db://${host}`);
  if (address === null && scheme !== 'file') return { identity: null, engine: named, text };
  const port = address?.port ?? (scheme.includes('+srv') ? null : usualPorts[named ?? '']);
  const name = database ?? path;
  const known = !name.includes('{}');
  const place = address === null ? '' : `${address.host}${port == null ? '' : `:${port}`}/`;
  return { identity: known ? `${place}${name}${schema === undefined || schema === 'public' ? '' : `?schema=${schema}`}` : null, engine: named, text };
};

const fromParts = (fact: StoreFact, owner: Owner): Found => {
  const read = (term: Term | undefined): Text | null => (term === undefined ? null : textOf(term, owner.environment));
  const [host, port, database, schema] = [fact.host, fact.port, fact.database, fact.schema].map(read);
  const parts = [host, port, database].filter((part) => part != null);
  const text: Text = { text: parts.map((part) => part.text).join(':'), evidence: parts.flatMap(({ evidence }) => evidence), missing: parts.flatMap(({ missing }) => missing), parameters: parts.flatMap(({ parameters }) => parameters) };
  const place = host == null ? 'localhost' : host.text;
  const number = port == null || port.text === '{}' ? String(usualPorts[fact.engine] ?? '') : port.text;
  const unknown = parts.length === 0 || place.includes('{}') || (database?.text ?? '').includes('{}');
  const suffix = schema == null || schema.text === '{}' || schema.text === 'public' ? '' : `?schema=${schema.text}`;
  return { identity: unknown ? null : `${place}${number === '' ? '' : `:${number}`}/${database?.text ?? ''}${suffix}`, engine: fact.engine === 'sql' ? null : fact.engine, text };
};

/** Where users are kept that log in; nobody keeps anything else there. */
const namesNone = (url: string): boolean => /^[^:]+:\/\/[^/]*(?:\/(?:admin)?(?:\?.*)?)?$/.test(url);

/** Null for a database that is asked for by name beside the one that the URL names: the URL's counts. */
const located = (fact: StoreFact, owner: Owner): Found | null => {
  if (fact.url === undefined) return fromParts(fact, owner);
  const url = textOf(fact.url, owner.environment);
  if (!/:\/\/|^file:/.test(url.text)) return { identity: null, engine: null, text: url };
  const found = fromUrl(url, fact.engine, fact.database === undefined ? null : textOf(fact.database, owner.environment).text);
  if (fact.namedLater !== true) return found;
  if (fact.database !== undefined) return namesNone(url.text) ? found : null;
  return namesNone(url.text) ? { ...found, identity: null } : found;
};

/** A published port of a container is the container, whoever asks for it. */
const canonical = ({ system }: Context, identity: string): string => {
  const [place = '', ...rest] = identity.split('/');
  const address = readAddress(`db://${place}`);
  const container = address !== null && isLocal(address) ? system.infrastructure.find(({ ports }) => ports.some(({ host }) => host !== null && host === address.port)) : undefined;
  const port = container?.ports.find(({ host }) => host === address?.port)?.container;
  return container === undefined ? identity : [`${container.name}:${port}`, ...rest].join('/');
};

/** A variable of a file that is named and not committed: whatever its value is, it is the same for all who name the file. */
const inAbsentFile = (owner: Owner, { text }: Found): string | null => {
  const [file] = owner.absentEnvFiles;
  const [, variable] = /^(\w+) is defined nowhere$/.exec(text.missing[0] ?? '') ?? [];
  return file === undefined || variable === undefined || text.missing.length > 1 ? null : `${file}#${variable}`;
};

/** `DATABASE_URL: ${SHOP_URL}` of a compose file: whatever SHOP_URL is where it is run, it is the same for all that the file gives it to. */
const interpolated = ({ text: { text, evidence } }: Found): string | null => {
  const [, variable] = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?::?\?[^}]*)?\})$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  const at = evidence.findLast(({ note }) => note.endsWith(text));
  return variable === undefined || at === undefined || !/\.ya?ml$/.test(at.file) ? null : `${join(folderOf(at.file), '.env')}#${variable}`;
};

/** What the address of a database is called where its value is not in the tree. */
const byVariable = (owner: Owner, found: Found): string | null => interpolated(found) ?? inAbsentFile(owner, found);

interface Context {
  readonly system: System;
  readonly library: ConnectionLibrary;
}

const toStore = (context: Context, made: Made, { fact, owner, found }: Placed): Store => ({
  service: owner.service.name,
  engine: found.engine ?? fact.engine,
  role: fact.role,
  identity: found.identity === null ? byVariable(owner, found) : canonical(context, found.identity),
  resolvedBy: found.text.evidence,
  unresolved: found.identity === null && byVariable(owner, found) === null ? (found.text.missing[0] ?? 'its address is not in the code') : null,
  file: made.frame.file.path, line: made.site.line, column: made.site.column,
});

interface Placed {
  readonly fact: StoreFact;
  readonly owner: Owner;
  readonly found: Found;
}

const storesOf = (system: System, { frame }: Made, fact: StoreFact): readonly Placed[] =>
  system.owners(frame.file.path).flatMap((owner) => {
    const found = located(fact, owner);
    return found === null ? [] : [{ fact, owner, found }];
  });

const follow = (context: Context, way: readonly Made[]): readonly Store[] => {
  const { system, library } = context;
  const [outermost] = way;
  const made = seenFrom(system.reducer, way);
  const use = made === null ? null : useOf(system.reducer, made);
  const fact = use === null ? null : library.match(use);
  if (fact === null || outermost === undefined) return [];
  const results = storesOf(system, outermost, fact);
  const key = enclosingCalled(system.callers, outermost.frame);
  const callers = key === null || way.length > 3 ? [] : (system.callers.get(key) ?? []);
  const lifted = results.some(({ found }) => found.identity === null && found.text.parameters.length > 0) ? callers.flatMap((caller) => follow(context, [caller, ...way])) : [];
  return lifted.length > 0 ? lifted : results.map((result) => toStore(context, outermost, result));
};

/** One store for each database a service uses; a connection that cannot be resolved counts only where no other of its kind can. */
const distinct = (stores: readonly Store[]): readonly Store[] => {
  const byIdentity = new Map(stores.toReversed().map((store) => [[store.service, store.engine, store.role, store.identity].join('|'), store]));
  const all = [...byIdentity.values()].toReversed();
  return all.filter((store) => store.identity !== null || !all.some((other) => other.service === store.service && other.engine === store.engine && other.identity !== null));
};

/** Services that put something into Redis themselves; a client that is only handed on, to a cache of the framework or a queue, keeps no data of theirs. */
const writingToRedis = (system: System): ReadonlySet<string> =>
  new Set([...system.uses.values()].flat().filter((use) => writeOf(use) === 'redis').flatMap((use) => system.owners(use.frame.file.path).map(({ service }) => service.name)));

/** A business service that keeps its data nowhere else keeps it in Redis. */
const withOnlyRedis = (system: System, stores: readonly Store[]): readonly Store[] => {
  if (!stores.some(({ engine }) => engine === 'redis')) return stores;
  const writing = writingToRedis(system);
  return stores.map((store) => {
    const business = system.deployed.some(({ service }) => service.name === store.service && service.role === 'business');
    const another = stores.some((other) => other.service === store.service && other.role === 'primary');
    return store.engine === 'redis' && store.identity !== null && store.role === 'cache' && business && !another && writing.has(store.service) ? { ...store, role: 'primary' } : store;
  });
};

/** Every database, cache and queue that the services open. */
export const readStores = (system: System): readonly Store[] => {
  const found = connectionLibraries.flatMap((library) =>
    library.modules.flatMap((module) => system.uses.get(module) ?? []).filter((use) => library.match(use) !== null).flatMap((use) => follow({ system, library }, [{ site: use.site, frame: use.frame }])));
  const extended = readExtensions(system).flatMap((use) => connectionLibraries.filter(({ modules }) => modules.includes(use.external.module)).flatMap((library) => {
    const fact = library.match(use);
    return fact === null ? [] : storesOf(system, use, fact).map((placed) => toStore({ system, library }, use, placed));
  }));
  const inFiles = [...readPrismaStores(system), ...readOrmConfigStores(system)].flatMap(({ made, owner, fact, told }) => {
    const place = located(fact, owner);
    const store = place === null ? null : toStore({ system, library: { name: 'a file', modules: [], match: () => null } }, made, { fact, owner, found: place });
    return store === null ? [] : [{ ...store, resolvedBy: [...told, ...store.resolvedBy] }];
  });
  return withOnlyRedis(system, distinct([...found, ...extended, ...inFiles]));
};
