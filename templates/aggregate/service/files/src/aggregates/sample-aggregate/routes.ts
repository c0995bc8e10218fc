import { Problem } from '@sample-system/chassis';
import type { Aggregates, Service } from '@sample-system/chassis';
import { sampleKeeperContract } from '@sample-system/sample-keeper-contract';
import type { Database } from '../../store/database.ts';
import type { SampleAggregateCommand } from './decide.ts';
import type { SampleAggregateEvent } from './events.ts';
import type { SampleAggregateState } from './state.ts';

type Kept = Aggregates<SampleAggregateState, SampleAggregateCommand, SampleAggregateEvent, Database>;
type Now = Awaited<ReturnType<Kept['load']>>;

const { moveSampleAggregate, getSampleAggregate, auditSampleAggregate } = sampleKeeperContract.routes;

const toBody = (id: string, { version, state: { stage } }: Now) => {
  if (stage === null) throw new Problem({ status: 404, type: 'unknown-sample-aggregate', title: 'No such sample-aggregate', detail: `Nothing is known of ${id}.` });
  return { id, version, stage };
};

export const sampleAggregateRoutes = (service: Service, kept: Kept): void => {
  service.route(moveSampleAggregate, async ({ params: { id }, body: { to, expectedVersion } }) => ({ status: 200, body: toBody(id, await kept.handle(id, { to }, { expectedVersion })) }));

  service.route(getSampleAggregate, async ({ params: { id } }) => ({ status: 200, body: toBody(id, await kept.load(id)) }));

  service.route(auditSampleAggregate, async ({ params: { id }, query }) => {
    const events = await kept.history(id, query);
    const last = events.at(-1);
    return { status: 200, body: { events: events.map((event) => ({ ...event, at: event.at.toISOString() })), next: last && events.length === query.limit ? last.version : null } };
  });
};
