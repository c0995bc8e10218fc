import { defineAggregate } from '@sample-system/chassis';
import type { OpenAggregates, Outbox, Service } from '@sample-system/chassis';
import type { Database } from '../../store/database.ts';
import { decide } from './decide.ts';
import { publishSampleAggregate, sampleAggregateEvents } from './events.ts';
import { sampleAggregateRoutes } from './routes.ts';
import { evolve, initial, sampleAggregateState } from './state.ts';

/** Kept as what has happened to it: what it is follows from that. */
export const sampleAggregate = defineAggregate({
  name: 'sample-aggregate',
  events: sampleAggregateEvents,
  initial,
  decide,
  evolve,
  snapshot: { every: 100, version: 1, state: sampleAggregateState },
});

interface SampleAggregateParts {
  readonly outbox: Outbox<Database>;
  readonly aggregates: OpenAggregates<Database>;
}

/** Has the service keep them, and answer for them. */
export const addSampleAggregate = (service: Service, { outbox, aggregates }: SampleAggregateParts): void => {
  sampleAggregateRoutes(service, aggregates.register(sampleAggregate, { publish: publishSampleAggregate(outbox) }));
};
