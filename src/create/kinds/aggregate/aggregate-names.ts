import type { Service } from '../../../system/model.ts';

export interface AggregateAnswers {
  readonly name: string;
  /** The service that keeps it. */
  readonly home: Service;
  /** In the order in which they come. */
  readonly events: readonly string[];
}

/** `placed` of the aggregate order is, for others, the event `order-placed`. */
export const toldEvent = ({ name }: Pick<AggregateAnswers, 'name'>, event: string): string => `${name}-${event}`;

/** The folder of an aggregate in its service. */
export const aggregateFolder = ({ name, home }: Pick<AggregateAnswers, 'name' | 'home'>): string => `${home.path}/src/aggregates/${name}`;
