import type { TableUse } from '../../shape-model.ts';
import type { Store } from '../../model.ts';
import type { Owner, System } from '../system.ts';
import { serviceAt } from '../ownership.ts';
import type { Term } from '../term.ts';
import { textOf } from '../text.ts';
import { readEntities } from './entities.ts';
import type { NamedTable } from './named-table.ts';
import { readPrismaTables } from './prisma-models.ts';
import { readReferences } from './references.ts';
import { readSqlCalls } from './sql-calls.ts';

/** Every place of the tree that names a table. */
export const readNamedTables = (system: System): readonly NamedTable[] => {
  const entities = readEntities(system);
  return [...entities.named, ...readReferences(system, entities), ...readPrismaTables(system), ...readSqlCalls(system)];
};

const documents = new Set(['mongo']);
const others = new Set(['redis', 'elasticsearch', 'opensearch', 'neo4j', 'minio', 'cassandra', 'clickhouse', 'dynamodb', 'firestore', 'rethinkdb']);

const familyOf = ({ engine }: Store): 'sql' | 'document' | null => (documents.has(engine) ? 'document' : others.has(engine) ? null : 'sql');

/** The one database of the family that a service has; several cannot be told apart. */
const storeOf = (stores: readonly Store[], service: string, { fact }: NamedTable): Store | null => {
  const own = stores.filter((store) => store.service === service && store.role === 'primary' && familyOf(store) === fact.family);
  return new Set(own.map(({ identity }) => identity)).size === 1 ? (own[0] ?? null) : null;
};

const usual = new Set(['', 'public', 'dbo', '{}']);

const read = (term: Term | undefined, { environment }: Owner): string => (term === undefined ? '' : textOf(term, environment).text);

/** Where the table lies: the database of the service, or another on its server, and the schema in it. */
const placeOf = ({ fact }: NamedTable, owner: Owner, store: Store | null): string | null => {
  const database = read(fact.database, owner);
  if (store?.identity == null || database.includes('{}')) return null;
  const place = database === '' ? store.identity : store.identity.replace(/\/[^/]*$/, `/${database}`);
  const schema = read(fact.schema, owner).toLowerCase();
  return usual.has(schema) || place.includes('?schema=') ? place : `${place}?schema=${schema}`;
};

const toUse = (named: NamedTable, owner: Owner, stores: readonly Store[]): readonly TableUse[] => {
  const { service, environment } = owner;
  const { text, missing } = textOf(named.fact.name, environment);
  if (missing.length > 0 || !/^[\w$.-]+$/.test(text)) return [];
  const store = storeOf(stores, service.name, named);
  return [{ service: service.name, engine: store?.engine ?? named.fact.family, identity: placeOf(named, owner, store), table: (text.split('.').at(-1) ?? text).toLowerCase(), file: named.file, line: named.line, column: named.column }];
};

/** The first place of each table in a service. */
const firstOf = (uses: readonly TableUse[]): readonly TableUse[] =>
  [...new Map(uses.toReversed().map((use) => [[use.service, use.identity, use.table].join('|'), use])).values()];

/** Tables that the services' own code names; what a shared library names is the library's. */
export const readTables = (system: System, named: readonly NamedTable[], stores: readonly Store[]): readonly TableUse[] => {
  const services = system.deployed.map(({ service }) => service);
  const owners = new Map(system.deployed.map((owner) => [owner.service, owner]));
  return firstOf(named.flatMap((one) => {
    const home = serviceAt(services, one.file);
    const owner = home === null ? undefined : owners.get(home);
    return owner === undefined ? [] : toUse(one, owner, stores);
  }));
};
