import { Client } from 'pg';
import type { Query } from '../../../templates/chassis/src/sagas/operator.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { unreachable } from '../unreachable.ts';

const connectMs = 5_000;
const statementMs = 10_000;
const undefinedTable = '42P01';

const hasNoSagas = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === undefinedTable;

/**
 * A connection to a service's database for one piece of work.
 * @throws UserError (exit 1) when it can not be reached, (exit 3) when it has no tables of sagas
 */
export const withDatabase = async <Result>(service: string, url: string, work: (query: Query) => Promise<Result>): Promise<Result> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: connectMs, statement_timeout: statementMs, application_name: 'ms saga' });
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw unreachable(`the database of ${service}`, url, error, 'Is it running?');
  });
  try {
    return await work(async (text, values) => (await client.query<Record<string, unknown>>(text, [...values])).rows);
  } catch (error) {
    if (!hasNoSagas(error)) throw error;
    throw new UserError(ExitCode.refused, `${service} has no sagas: its database has no table for them`, 'They are made when a service with a saga first starts: ms add-saga.');
  } finally {
    await client.end().catch(() => undefined);
  }
};
