import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { SagaDefinition } from '../sagas/define-saga.ts';
import { repliesTo } from '../sagas/operation.ts';
import type { Progress } from './saga-ordeal.ts';

/** Somebody who does not answer a request that came too late. */
const longestMs = 5_000;

/** To be called before a saga starts. What it resolves to resolves when all requests of the saga have been answered, those that nobody waits for included. */
export const untilAnswered = async <Database>(db: Kysely<Database>, { steps }: SagaDefinition) => {
  const types = [...new Set(steps.flatMap(({ action, compensation }) => [action, compensation].flatMap(repliesTo)).map(({ type }) => type))];
  const replies = async (): Promise<number> => count(db, sql`inbox where subscription = any(${types})`);
  const before = types.length === 0 ? 0 : await replies();
  return async (id: string, { sentTwice }: Progress): Promise<void> => {
    if (types.length === 0) return;
    const asked = await count(db, sql`saga_attempt where id = ${id} and outcome = 'requested'`) + sentTwice;
    for (const end = Date.now() + longestMs; Date.now() < end && (await replies()) - before < asked;) await sleep(5);
  };
};

const count = async <Database>(db: Kysely<Database>, from: ReturnType<typeof sql>): Promise<number> => {
  const { rows } = await sql<{ readonly count: number }>`select count(*)::int as count from ${from}`.execute(db);
  return rows[0]?.count ?? 0;
};
