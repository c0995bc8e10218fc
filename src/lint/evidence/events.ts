import { escapedExpression } from '../../shared/escaped-expression.ts';
import type { Technology } from '../../system/shape-model.ts';
import type { EventSite, Model } from '../../system/model.ts';
import { judgedServices, namesOf } from './subjects.ts';

/** One service publishes what another consumes. */
interface EventEdge {
  readonly publish: EventSite;
  readonly consume: EventSite;
}

/** More in one binding would take the power of their number. */
const mostWildcards = 3;

/** A binding such as `order.*`, `order.#` or `order.>` as an expression; null for a plain name. */
const asPattern = (channel: string): RegExp | null => {
  const words = channel.split('.');
  if (!/(?:^|[./])(?:\*|#|>|\*\*)(?:[./]|$)/.test(channel) || words.filter((word) => word === '#' || word === '**').length > mostWildcards) return null;
  const parts = words.map((part) => (['#', '>', '**'].includes(part) ? '.*' : part === '*' ? '[^.]+' : escapedExpression(part)));
  return new RegExp(`^${parts.join(String.raw`\.`)}$`);
};

const meets = (published: string, consumed: string): boolean => published === consumed || (asPattern(consumed)?.test(published) ?? false);

/** Publishes and consumers of two different services that meet on a channel. */
export const eventEdges = (model: Model): readonly EventEdge[] => {
  const consumers = model.events.filter(({ direction, channel }) => direction === 'consume' && channel !== null);
  return model.events.filter(({ direction }) => direction === 'publish').flatMap((publish) =>
    consumers.filter((consume) => consume.service !== publish.service && meets(publish.channel ?? '', consume.channel ?? '')).map((consume) => ({ publish, consume })));
};

/** A publish and a consumer of two services could meet: one of them uses a channel that is computed. */
export const couldMeet = (model: Model): boolean => {
  const judged = namesOf(judgedServices(model));
  const events = model.events.filter(({ service }) => judged.has(service));
  const consumers = events.filter(({ direction }) => direction === 'consume');
  return events.some((publish) => publish.direction === 'publish' && consumers.some((consume) => consume.service !== publish.service && (publish.channel === null || consume.channel === null)));
};

/** A service that shares a broker with another one and whose publishes and consumers are not seen; null when there is none. */
export const unreadBroker = (model: Model): Technology | null => {
  const judged = namesOf(judgedServices(model));
  const brokers = model.technologies.filter(({ service, kind }) => kind === 'broker' && judged.has(service));
  const shared = [...Map.groupBy(brokers, ({ name }) => name).values()].filter((group) => new Set(group.map(({ service }) => service)).size > 1).flat();
  return shared.find(({ service }) => !model.events.some((event) => event.service === service)) ?? null;
};

/** A publish, where nobody in the whole system is seen to consume anything; null when somebody is, or nothing is published. */
export const unheardPublish = ({ events }: Model): EventSite | null =>
  events.some(({ direction }) => direction === 'consume') ? null : (events.find(({ direction }) => direction === 'publish') ?? null);
