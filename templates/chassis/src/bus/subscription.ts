import type { ZodType } from 'zod';
import type { Service } from '../service/service.ts';
import type { EventAttributes } from './cloud-event.ts';
import type { SubscriptionQueues } from './topology.ts';

export type BusEvent<Data> = EventAttributes & {
  /** Validated by the contract. */
  readonly data: Data;
  /** 1 the first time. A message that comes again after a crash keeps its number. */
  readonly attempt: number;
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
};

export type Subscription = {
  readonly type: string;
  readonly queues: SubscriptionQueues;
  readonly schema: ZodType;
  readonly handler: EventHandler<unknown>;
  /** Pause before the second attempt, the third, and so on; milliseconds. So attempts are one more. */
  readonly delays: readonly number[];
  readonly prefetch: number;
};

export const delaysOf = ({ attempts = 4, retryDelaysMs = [1_000, 5_000, 25_000] }: SubscribeOptions): readonly number[] =>
  Array.from({ length: attempts - 1 }, (_, index) => retryDelaysMs[Math.min(index, retryDelaysMs.length - 1)] ?? 1_000);
