import type { Metrics } from '../metrics/metrics.ts';

/** How the handling of a message ended. `lost`: the connection went before the acknowledgement, so the message comes again. */
export type HandlingOutcome = 'done' | 'retried' | 'dead' | 'lost';

export type BusMetrics = {
  readonly connected: (up: boolean) => void;
  readonly published: (type: string, outcome: 'confirmed' | 'failed', seconds: number) => void;
  /** `time` is the event's own, RFC 3339. */
  readonly handled: (type: string, outcome: HandlingOutcome, took: { readonly seconds: number; readonly time: string }) => void;
};

export const busMetrics = (metrics: Metrics): BusMetrics => {
  const connected = metrics.gauge({ name: 'bus_connected', help: '1 while there is a connection to the broker' });
  const publish = metrics.histogram({ name: 'bus_publish_duration_seconds', help: 'From publishing an event to its confirmation', labelNames: ['type', 'outcome'] });
  const handle = metrics.histogram({ name: 'bus_handle_duration_seconds', help: 'Handling of one event', labelNames: ['type', 'outcome'] });
  const lag = metrics.histogram({ name: 'bus_event_lag_seconds', help: 'From what happened to the end of its handling', labelNames: ['type'] });
  return {
    connected: (up) => { connected.set(up ? 1 : 0); },
    published: (type, outcome, seconds) => { publish.labels({ type, outcome }).observe(seconds); },
    handled: (type, outcome, { seconds, time }) => {
      handle.labels({ type, outcome }).observe(seconds);
      const happened = Date.parse(time);
      if (outcome === 'done' && !Number.isNaN(happened)) lag.labels({ type }).observe(Math.max(0, Date.now() - happened) / 1000);
    },
  };
};
