import type { EventSite, Model } from '../../system/model.ts';
import { judgedServices, namesOf, sortedNames } from './subjects.ts';

/** A place that consumes, with all channels and services for which it does. */
export interface Consuming {
  readonly consumer: EventSite;
  readonly channels: string;
  readonly services: readonly string[];
}

const placeOf = ({ file, line, column }: EventSite): string => `${file}:${line}:${column ?? 1}`;

/** Consumers of the judged services that acknowledge in a way, each place once. */
export const consumersWith = (model: Model, ack: EventSite['ack']): readonly Consuming[] => {
  const judged = namesOf(judgedServices(model));
  const consumers = model.events.filter((event) => judged.has(event.service) && event.direction === 'consume' && event.ack === ack);
  return [...Map.groupBy(consumers, placeOf).values()].flatMap((all) => all.slice(0, 1).map((consumer) => ({
    consumer,
    channels: sortedNames([...new Set(all.map(({ channel }) => channel ?? 'a queue'))]).join(', '),
    services: sortedNames([...new Set(all.map(({ service }) => service))]),
  })));
};
