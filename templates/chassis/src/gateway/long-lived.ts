import type { Service } from '../service/service.ts';

/** Exchanges without an end of their own: event streams and WebSockets. */
export type LongLived = {
  /** Counts one until the returned function is called. `end` is called when the gateway closes. */
  readonly add: (kind: 'event-stream' | 'websocket', end: () => void) => () => void;
};

/** They would hold a closing gateway until its grace is over; their clients connect again, to another gateway. */
export const createLongLived = ({ app, metrics }: Pick<Service, 'app' | 'metrics'>): LongLived => {
  const open = new Set<() => void>();
  const gauge = metrics.gauge({ name: 'gateway_long_lived_open', help: 'Event streams and WebSockets that are open', labelNames: ['kind'] });
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    for (const end of open) end();
  });
  return {
    add: (kind, end) => {
      open.add(end);
      gauge.inc({ kind });
      if (closing) end();
      return () => { if (open.delete(end)) gauge.dec({ kind }); };
    },
  };
};
