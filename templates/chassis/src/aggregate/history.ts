import type { Kysely } from 'kysely';
import type { AggregateTables } from './aggregate-tables.ts';

/** What has happened to one, as it was written: for those who look. */
export type HistoryEntry = {
  readonly version: number;
  readonly type: string;
  /** Version of the schema that `data` was written in. */
  readonly schema: number;
  readonly data: unknown;
  readonly at: Date;
  /** Who asked for it, as the gateway says; null where nobody did. */
  readonly causedBy: string | null;
  readonly requestId: string | null;
  readonly traceparent: string | null;
};

export type HistoryPage = {
  /** Version of the last one of the page before; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
};

/** Oldest first. */
export const history = async (db: Kysely<AggregateTables>, { aggregate, id, after, limit }: HistoryPage & { readonly aggregate: string; readonly id: string }): Promise<readonly HistoryEntry[]> => {
  const rows = await db.selectFrom('aggregate_event').selectAll().where('aggregate', '=', aggregate).where('id', '=', id).where('version', '>', after).orderBy('version').limit(limit).execute();
  return rows.map(({ version, type, schema, data, at, caused_by: causedBy, headers }) => ({ version, type, schema, data, at, causedBy, requestId: headers['x-request-id'] ?? null, traceparent: headers['traceparent'] ?? null }));
};
