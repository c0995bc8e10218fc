import { setTimeout as delay } from 'node:timers/promises';
import type { BusHost } from '../bus/transport.ts';
import { createAlarm } from './alarm.ts';
import { relayBatch, type Relayed, type RelayParts } from './relay.ts';

export type RelayLoop = {
  readonly start: () => void;
  /** There is something to send. */
  readonly wake: () => void;
  /** Something is about to be committed. True: the relay is awake, and stays so for long enough to see it; otherwise it must be notified. */
  readonly expect: () => boolean;
  /** Ends after the batch in hand. */
  readonly stop: () => Promise<void>;
};

/** A notification can be lost with its connection, and a commit can take longer than the relay stays awake. */
const pollMs = 1_000;
/** Between two batches, unless more could go at once: without it a busy service would send each event in a transaction of its own. */
const gatherMs = 10;
/** From a publication on, for its commit. Whoever publishes meanwhile need not notify, which Postgres does for one transaction at a time. */
const awakeMs = 100;

const nothing: Relayed = { sent: 0, more: false };

/** Relays for as long as it is not stopped; while the broker is away it waits. */
export const createRelay = ({ log }: Pick<BusHost, 'log'>, parts: RelayParts): RelayLoop => {
  const alarm = createAlarm();
  const stopped = new AbortController();
  let awake = false;
  let expectedAt = 0;
  let running = Promise.resolve();

  const once = async (): Promise<Relayed> => {
    if (!parts.transport.connected()) return nothing;
    try {
      return await relayBatch(parts);
    } catch (error) {
      log.warn({ err: error }, 'events wait in the outbox; trying again');
      // Not each 10 ms.
      expectedAt = 0;
      return nothing;
    }
  };
  const pause = async ({ sent, more }: Relayed): Promise<void> => {
    if (more) return;
    awake = sent > 0 || performance.now() - expectedAt < awakeMs;
    await (awake ? delay(gatherMs) : alarm.wait(pollMs));
  };
  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) await pause(await once());
    for (let last: Relayed | undefined; last === undefined || last.sent > 0;) last = await once();
  };
  return {
    start: () => { running = run(); },
    wake: alarm.ring,
    expect: () => {
      expectedAt = performance.now();
      return awake;
    },
    stop: async () => {
      stopped.abort();
      alarm.ring();
      await running;
    },
  };
};
