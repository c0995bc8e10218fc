import type { DatabaseConnection, Dialect, Driver, Transaction } from 'kysely';

/** What waits for the end of the transaction that a connection has in hand. */
const waiting = new WeakMap<DatabaseConnection, (() => void)[]>();

/** Calls `then`, which must not throw, when the transaction has committed; never when it does not. For a transaction of `openStore`. */
export const onCommit = async <Database>(trx: Transaction<Database>, then: () => void): Promise<void> =>
  trx.getExecutor().provideConnection(async (connection) => {
    const own = waiting.get(connection);
    if (own === undefined) throw new Error('The transaction is none of openStore: nobody would learn of its commit.');
    own.push(then);
  });

/** The dialect, with transactions whose commit can be waited for. */
export const withCommits = (dialect: Dialect): Dialect => ({
  createAdapter: () => dialect.createAdapter(),
  createQueryCompiler: () => dialect.createQueryCompiler(),
  createIntrospector: (db) => dialect.createIntrospector(db),
  createDriver: () => {
    const driver = dialect.createDriver();
    // The same object, as it keeps what it has to itself.
    return Object.assign(driver, transactionsOf(driver));
  },
});

const transactionsOf = (driver: Driver): Pick<Driver, 'beginTransaction' | 'commitTransaction'> => {
  const [begin, commit] = [driver.beginTransaction.bind(driver), driver.commitTransaction.bind(driver)];
  return {
    beginTransaction: async (connection, settings) => {
      await begin(connection, settings);
      waiting.set(connection, []);
    },
    commitTransaction: async (connection) => {
      await commit(connection);
      for (const then of waiting.get(connection)?.splice(0) ?? []) then();
    },
  };
};
