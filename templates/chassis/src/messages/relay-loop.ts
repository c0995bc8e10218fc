import type { BusHost } from '../bus/transport.ts';
import { createAlarm } from './alarm.ts';
import { batchSize, relayBatch, type RelayParts } from './relay.ts';

export type RelayLoop = {
  /** There is something to send. */
  readonly wake: () => void;
  /** Ends after the batch in hand. */
  readonly stop: () => Promise<void>;
};

/** A notification can be lost with its connection. */
const pollMs = 1_000;

/** Relays for as long as it is not stopped; while the broker is away it waits. */
export const startRelay = ({ log }: Pick<BusHost, 'log'>, parts: RelayParts): RelayLoop => {
  const alarm = createAlarm();
  const stopped = new AbortController();

  const once = async (): Promise<number> => {
    if (!parts.transport.connected()) return 0;
    try {
      return await relayBatch(parts);
    } catch (error) {
      log.warn({ err: error }, 'events wait in the outbox; trying again');
      return 0;
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      const sent = await once();
      // A full batch, or a key whose next event is free now: more may wait.
      if (sent === 0) await alarm.wait(pollMs);
    }
    for (let sent = batchSize; sent > 0;) sent = await once();
  };
  const running = run();
  return {
    wake: alarm.ring,
    stop: async () => {
      stopped.abort();
      alarm.ring();
      await running;
    },
  };
};
