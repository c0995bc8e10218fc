import type { Kysely } from 'kysely';
import type { Inbox } from '../messages/inbox.ts';
import type { ContractSource } from './define-projection.ts';
import { projectionTablesIn } from './projection-tables.ts';

/** Keeps what others tell, once each and in order by key: what read models of the service are made from, now and when they are built again. */
export const receive = async (inbox: Inbox<unknown>, { contract, type }: Pick<ContractSource<never>, 'contract' | 'type'>): Promise<void> => {
  await inbox.subscribe(contract, type, async ({ id, source, time, partitionkey, data }, trx) => {
    const row = { type, source, event_id: id, key: partitionkey ?? id, data: JSON.stringify(data), happened_at: new Date(time) };
    await projectionTablesIn(trx as Kysely<unknown>).insertInto('received_event').values(row).execute();
  }, { ordered: true });
};
