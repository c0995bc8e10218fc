import { SpanKind } from '@opentelemetry/api';
import type { Kysely, Transaction } from 'kysely';
import type { Publish } from '../bus/bus.ts';
import { openDeadline, raceSignal } from '../client/deadline.ts';
import { runInRequestContext } from '../http/request-context.ts';
import type { Outbox } from '../messages/outbox.ts';
import type { Service } from '../service/service.ts';
import { extractTrace } from '../tracing/propagation.ts';
import type { SagaDefinition, StepDefinition } from './define-saga.ts';
import { keyOf } from './key.ts';
import { deadlineOf, kindOf } from './move.ts';
import type { Outcome } from './move.ts';
import { isByEvents, type AnyOperation } from './operation.ts';
import type { SagaRow } from './saga-tables.ts';
import { LeaseLost } from './saga-store.ts';
import { StepRefused } from './step-refused.ts';

export type OperationParts = {
  readonly service: Pick<Service, 'tracing' | 'log'>;
  readonly db: Kysely<unknown>;
  /** None in a service that has no events. */
  readonly outbox: Outbox<unknown> | undefined;
};

export type Attempt = {
  readonly definition: SagaDefinition;
  readonly saga: SagaRow;
  readonly step: StepDefinition;
  readonly operation: AnyOperation;
  /** Writes how it ended; within the transaction of its effect where it has one. */
  readonly settle: (outcome: Outcome, trx?: Transaction<unknown>) => Promise<void>;
};

/**
 * One attempt, in the trace and the request that started the saga, with its end written.
 * @throws LeaseLost, and whatever keeps the end from being written.
 */
export const runOperation = async (parts: OperationParts, attempt: Attempt): Promise<void> => {
  const { saga, step } = attempt;
  const deadlineMs = deadlineOf(step, saga);
  const key = keyOf({ saga: saga.name, id: saga.id, step: step.name, operation: kindOf(saga) });
  const attributes = { 'saga.name': saga.name, 'saga.id': saga.id, 'saga.step': step.name, 'saga.operation': kindOf(saga), 'saga.attempt': saga.attempt + 1 };
  const outcome = await parts.service.tracing
    .withSpan(`saga ${saga.name} ${step.name}`, { kind: SpanKind.INTERNAL, parent: extractTrace(saga.headers), attributes }, async (span) => {
      const request = { requestId: saga.headers['x-request-id'] ?? saga.id, traceId: span.spanContext().traceId, deadline: Date.now() + deadlineMs, identity: {}, idempotencyKey: key };
      return runInRequestContext(request, async () => withinDeadline(deadlineMs, (signal) => work(parts, attempt, { key, signal })));
    })
    .catch(outcomeOf);
  if (outcome !== 'settled') await attempt.settle(outcome);
};

/** What a thrown error means. */
export const outcomeOf = (error: unknown): Outcome => {
  if (error instanceof LeaseLost) throw error;
  if (error instanceof StepRefused) return { kind: 'refused', reason: error.message };
  return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
};

const withinDeadline = async <Result>(ms: number, run: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
  const { signal, close } = openDeadline(ms);
  try {
    return await raceSignal(run(signal), signal);
  } finally {
    close();
  }
};

/** 'settled' where the end was written together with the effect. */
const work = async ({ service, db, outbox }: OperationParts, { definition, saga, operation, settle }: Attempt, { key, signal }: { readonly key: string; readonly signal: AbortSignal }): Promise<Outcome | 'settled'> => {
  const context = { id: saga.id, input: saga.input, results: saga.results, key, signal, log: service.log };
  if (typeof operation === 'function') return done(definition, saga, await operation(context));
  await db.transaction().execute(async (trx) => {
    // Past its deadline the attempt has failed already. What hangs here must not keep its transaction, nor what that has locked.
    const within = async <Result>(own: Promise<Result>): Promise<Result> => raceSignal(own, signal);
    let outcome: Outcome = { kind: 'requested' };
    if (isByEvents(operation)) await within(operation.request({ ...context, publish: publishIn(outbox, trx, key) }));
    else outcome = done(definition, saga, await within(operation.inTransaction(context, trx)));
    await settle(outcome, trx);
  });
  return 'settled';
};

/** What is kept of an action's result is what the definition declares. @throws ZodError for one that does not fit */
export const done = ({ results }: Pick<SagaDefinition, 'results'>, saga: SagaRow, result: unknown): Outcome => ({
  kind: 'done',
  result: kindOf(saga) === 'action' ? results[saga.step ?? '']?.parse(result) : undefined,
});

const publishIn = (outbox: Outbox<unknown> | undefined, trx: Transaction<unknown>, correlation: string): Publish => {
  if (outbox === undefined) throw new Error('a step asks by events: openSagas needs { messages }');
  const { publish } = outbox.within(trx);
  return async (contract, type, data, given = {}) => publish(contract, type, data, { ...given, correlation });
};
