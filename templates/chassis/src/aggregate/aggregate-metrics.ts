import type { Service } from '../service/service.ts';

export type AggregateMetrics = {
  readonly appended: (aggregate: string, type: string) => void;
  readonly lostRace: (aggregate: string) => void;
};

export const aggregateMetrics = ({ metrics }: Pick<Service, 'metrics'>): AggregateMetrics => {
  const events = metrics.counter({ name: 'aggregate_events_total', help: 'Events of aggregates that were written', labelNames: ['aggregate', 'type'] });
  const races = metrics.counter({ name: 'aggregate_lost_races_total', help: 'Decisions that another writer of the same aggregate overtook', labelNames: ['aggregate'] });
  return {
    appended: (aggregate, type) => { events.labels({ aggregate, type }).inc(); },
    lostRace: (aggregate) => { races.labels({ aggregate }).inc(); },
  };
};
