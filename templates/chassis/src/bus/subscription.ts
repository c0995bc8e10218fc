import type { ZodType } from 'zod';
import type { ServiceContract } from '../contract/contract.ts';
import type { Service } from '../service/service.ts';
import type { EventAttributes } from './cloud-event.ts';
import { eventOf } from './outgoing-event.ts';
import { queuesOf, type SubscriptionQueues } from './topology.ts';

export type BusEvent<Data> = EventAttributes & {
  /** Validated by the contract. */
  readonly data: Data;
  /** 1 the first time. A message that comes again after a crash keeps its number. */
  readonly attempt: number;
  /** The broker has sent it before and got no answer: its consumer was stopped, or died, maybe of it. */
  readonly redelivered: boolean;
  /** Aborted when the handler's time is over. */
  readonly signal: AbortSignal;
  readonly log: Service['log'];
};

/** Resolving acknowledges the event; rejecting has it tried again later. It may come twice: the effect must not. */
export type EventHandler<Data> = (event: BusEvent<Data>) => Promise<void> | void;

export type SubscribeOptions = {
  /** Tries in all before an event goes to the dead letters. Default 4. */
  readonly attempts?: number;
  /** Pauses between the tries in milliseconds; the last one repeats. Default 1 s, 5 s, 25 s. */
  readonly retryDelaysMs?: readonly number[];
  /** Events in hand at the same time, an instance. Default 20. */
  readonly prefetch?: number;
  /**
   * Events of one key one after the other, in the order in which they were published; a failed one holds up those of its key until it is
   * done or dead. One instance has them all. Cannot be changed on a queue that is there: drop it first.
   */
  readonly ordered?: boolean;
  /** Longest time of one try, in milliseconds. Default 30 s. */
  readonly timeoutMs?: number;
};

export type Subscription = {
  readonly type: string;
  readonly queues: SubscriptionQueues;
  readonly schema: ZodType;
  readonly handler: EventHandler<unknown>;
  /** Pause before the second attempt, the third, and so on; milliseconds. So attempts are one more. */
  readonly delays: readonly number[];
  readonly prefetch: number;
  readonly ordered: boolean;
  readonly timeoutMs: number;
};

type Subscribing = { readonly contract: ServiceContract; readonly type: string; readonly handler: EventHandler<unknown>; readonly options: SubscribeOptions };

export const subscriptionOf = (service: string, { contract, type, handler, options }: Subscribing): Subscription => ({
  type,
  queues: queuesOf(service, type),
  schema: eventOf(contract, type).data,
  handler,
  delays: delaysOf(options),
  prefetch: options.prefetch ?? 20,
  ordered: options.ordered ?? false,
  timeoutMs: options.timeoutMs ?? 30_000,
});

const delaysOf = ({ attempts = 4, retryDelaysMs = [1_000, 5_000, 25_000] }: SubscribeOptions): readonly number[] =>
  Array.from({ length: attempts - 1 }, (_, index) => retryDelaysMs[Math.min(index, retryDelaysMs.length - 1)] ?? 1_000);
