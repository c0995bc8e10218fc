import { CompiledQuery, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type { DatabaseConnection, Driver, QueryResult, Transaction } from 'kysely';

/** Runs a statement with `$1` for its parameters, in a transaction of somebody's own; gives its rows as pg (`{ rows }`) or as TypeORM does. */
export type Query = (sql: string, parameters: unknown[]) => Promise<unknown>;

const rowsOf = (result: unknown): unknown[] => {
  const rows = typeof result === 'object' && result !== null && 'rows' in result ? result.rows : result;
  return Array.isArray(rows) ? rows : [];
};

/** Begin and end are its owner's. */
const borrowed = (query: Query): Driver => {
  const connection: DatabaseConnection = {
    executeQuery: async <Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> => ({ rows: rowsOf(await query(sql, [...parameters])) as Row[] }),
    streamQuery: () => { throw new Error('a borrowed transaction streams nothing'); },
  };
  const nothing = (): Promise<void> => Promise.resolve();
  return { init: nothing, acquireConnection: () => Promise.resolve(connection), releaseConnection: nothing, beginTransaction: nothing, commitTransaction: nothing, rollbackTransaction: nothing, destroy: nothing };
};

/** A transaction of another library, as the outbox takes it. */
export const transactionOf = (query: Query): Transaction<unknown> => new Kysely<unknown>({
  dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => borrowed(query), createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler() },
}) as Transaction<unknown>;

/** Runs statements in the transaction that a handler of the inbox is given. */
export const queryOf = (trx: Transaction<unknown>): Query => (sql, parameters) => trx.executeQuery(CompiledQuery.raw(sql, [...parameters]));
