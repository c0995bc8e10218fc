import type { Transaction } from 'kysely';
import type { ZodType, z } from 'zod';
import type { Publish } from '../bus/bus.ts';
import type { EventData, ServiceContract } from '../contract/contract.ts';
import type { Service } from '../service/service.ts';

/** What an operation gets. */
export type StepContext<Input, Results> = {
  /** Of the saga. */
  readonly id: string;
  readonly input: Input;
  /** What the steps before have kept, by name. A compensation may find none of its own action, which may not have happened. */
  readonly results: Results;
  /** The same in every attempt: the `Idempotency-Key` of the call. */
  readonly key: string;
  /** Aborted at the step's deadline. */
  readonly signal: AbortSignal;
  readonly log: Service['log'];
};

/** A call of another service, or whatever else is idempotent by `key`. */
export type Call<Context, Result> = (context: Context) => Promise<Result>;

/** Work in the service's own database. It is committed together with the end of the step, so it happens exactly once. */
export type InTransaction<Context, Result, Database> = {
  inTransaction(context: Context, trx: Transaction<Database>): Promise<Result>;
};

/** A request by an event, and the events that may answer it. The request is sent if and only if the saga knows that it waits. */
export type ByEvents<Context, Result> = {
  /** Publishes what asks for the work. The answer must carry its `correlationid`. */
  readonly request: (context: Context & { readonly publish: Publish }) => Promise<void>;
  readonly replies: readonly Reply<Result>[];
};

export type Reply<Result> = {
  readonly contract: ServiceContract;
  readonly type: string;
  /** What the step has for its result; throws `StepRefused` for an answer that is a refusal. */
  readonly take: (data: never) => Result;
};

/** One answer to a request: its event, and what it means. */
export const reply = <Contract extends ServiceContract, Type extends keyof Contract['events'] & string, Result>(
  contract: Contract,
  type: Type,
  take: (data: EventData<Contract, Type>) => Result,
): Reply<Result> => ({ contract, type, take });

export type Operation<Context, Result, Database> = Call<Context, Result> | InTransaction<Context, Result, Database> | ByEvents<Context, Result>;

/** Schemas of what steps keep for later ones, by the name of the step. */
export type ResultSchemas = Readonly<Record<string, ZodType>>;
export type ResultsOf<Schemas extends ResultSchemas> = { readonly [Name in keyof Schemas]: z.output<Schemas[Name]> };

/** Its work is done by whoever takes the event. */
export const isByEvents = (operation: AnyOperation): operation is ByEvents<StepContext<unknown, Readonly<Record<string, unknown>>>, unknown> => typeof operation !== 'function' && 'request' in operation;

/** The replies that end it; none where it does not ask by events. */
export const repliesTo = (operation: AnyOperation | undefined): readonly Reply<unknown>[] => (operation !== undefined && isByEvents(operation) ? operation.replies : []);

/** An operation when the names and shapes of its saga do not matter. */
export type AnyOperation = Operation<StepContext<unknown, Readonly<Record<string, unknown>>>, unknown, unknown>;
