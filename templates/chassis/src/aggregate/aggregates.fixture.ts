import { z } from 'zod';
import { loadConfig } from '../config/load-config.ts';
import { postgresConfig, serviceConfig } from '../config/shapes.ts';
import { Problem } from '../http/problem.ts';
import { createService } from '../service/create-service.ts';
import { openStore } from '../store/store.ts';
import { useDatabase } from '../store/throwaway-database.fixture.ts';
import { aggregateTables } from './aggregate-tables.ts';
import { defineAggregate, type SnapshotOptions } from './define-aggregate.ts';
import { openAggregates, type AggregateOptions } from './open-aggregates.ts';

export type AccountState = { readonly balance: number; readonly movements: number };
export type AccountCommand = { readonly type: 'deposit' | 'withdraw'; readonly amount: number };
export type AccountEvent = { readonly type: 'deposited' | 'withdrawn'; readonly data: { readonly amount: number } };

const kind = { version: 1, data: z.object({ amount: z.int() }) };

/** An account that is not overdrawn. */
export const account = (snapshot?: Partial<SnapshotOptions<AccountState>>) => defineAggregate({
  name: 'account',
  events: { deposited: kind, withdrawn: kind },
  initial: { balance: 0, movements: 0 },
  decide: ({ balance }: AccountState, { type, amount }: AccountCommand): readonly AccountEvent[] => {
    if (type === 'withdraw' && amount > balance) throw new Problem({ status: 422, type: 'overdrawn' });
    if (amount === 0) return [];
    return [{ type: type === 'deposit' ? 'deposited' : 'withdrawn', data: { amount } }];
  },
  evolve: ({ balance, movements }, { type, data: { amount } }) => ({ balance: type === 'deposited' ? balance + amount : balance - amount, movements: movements + 1 }),
  ...(snapshot !== undefined && { snapshot: { every: 3, version: 1, state: z.object({ balance: z.int(), movements: z.int() }), ...snapshot } }),
});

/** Instances of a service with accounts, on a fresh real database. To be called in a suite. */
export const useAccounts = (postgres: string) => {
  const { closers, databaseUrl } = useDatabase(postgres);
  const start = async (definition = account(), options: AggregateOptions<ReturnType<typeof account>['events'], object> = {}) => {
    const config = loadConfig({ ...serviceConfig, ...postgresConfig }, { LOG_LEVEL: 'silent', DATABASE_URL: databaseUrl(), SHUTDOWN_GRACE_MS: '1000' });
    const service = createService({ name: 'bank', contract: { name: 'bank', version: '1.0.0', routes: {}, events: {} }, config });
    const db = openStore<object>(service, { migrations: { '1-aggregates': aggregateTables } });
    const accounts = openAggregates(service, db).register(definition, options);
    await service.start();
    closers.push(service.close);
    return { service, db, accounts };
  };
  return { start };
};
