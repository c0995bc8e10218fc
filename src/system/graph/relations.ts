import { compareText } from '../../shared/compare-text.ts';
import type { Call, EventSite, Model, Store } from '../model.ts';
import { components } from './components.ts';

/** One direction between two services, with every place that it is made of. */
export interface Relation<Kind extends string = 'sync' | 'async'> {
  readonly kind: Kind;
  readonly from: string;
  readonly to: string;
  /** It is part of a cycle of synchronous calls. */
  readonly cyclic: boolean;
  readonly calls: readonly Call[];
  /** Both ends of each channel: publishers in `from`, consumers in `to`. */
  readonly events: readonly EventSite[];
}

/** A database, cache or queue and who uses it. One that cannot be told from others belongs to one service alone. */
export interface Database {
  readonly key: string;
  readonly engine: string;
  readonly role: Store['role'];
  readonly identity: string | null;
  /** Sorted. */
  readonly services: readonly string[];
  readonly stores: readonly Store[];
}

const byEnds = (a: Relation, b: Relation): number => compareText(a.from, b.from) || compareText(a.to, b.to);

/** Synchronous calls between services; what calls itself is no relation. */
export const syncRelations = ({ calls }: Model): readonly Relation<'sync'>[] => {
  const pairs = Map.groupBy(calls.filter(({ from, to }) => to !== null && to !== from), ({ from, to }) => JSON.stringify([from, to]));
  const found = [...pairs.values()].flatMap((group) => group.slice(0, 1).map(({ from, to }) => ({ from, to: to ?? '', calls: group })));
  const arrows = Map.groupBy(found, ({ from }) => from);
  const component = components(new Map([...arrows].map(([from, list]) => [from, list.map(({ to }) => to)])));
  return found.map(({ from, to, calls: sites }) => ({ kind: 'sync' as const, from, to, cyclic: component.get(from) === component.get(to), calls: sites, events: [] })).toSorted(byEnds);
};

/** From who publishes to who consumes, over all channels that join the two. */
export const asyncRelations = ({ events }: Model): readonly Relation<'async'>[] => {
  const channels = Map.groupBy(events.filter(({ channel }) => channel !== null), ({ channel }) => channel);
  const joined = [...channels.values()].flatMap((sites) => sites
    .filter(({ direction }) => direction === 'publish')
    .flatMap((source) => sites.filter(({ direction, service }) => direction === 'consume' && service !== source.service).map((sink) => ({ source, sink }))));
  const pairs = Map.groupBy(joined, ({ source, sink }) => JSON.stringify([source.service, sink.service]));
  return [...pairs.values()].flatMap((group) => group.slice(0, 1).map(({ source, sink }) => ({
    kind: 'async' as const, from: source.service, to: sink.service, cyclic: false, calls: [], events: [...new Set(group.flatMap((pair) => [pair.source, pair.sink]))],
  }))).toSorted(byEnds);
};

export const databases = ({ stores }: Model): readonly Database[] => {
  const groups = Map.groupBy(stores, ({ service, engine, role, identity }) => JSON.stringify(identity === null ? [engine, role, null, service] : [engine, role, identity]));
  return [...groups].flatMap(([key, group]) => group.slice(0, 1).map(({ engine, role, identity }) => ({
    key, engine, role, identity, services: [...new Set(group.map(({ service }) => service))].toSorted(compareText), stores: group,
  }))).toSorted((a, b) => compareText(a.key, b.key));
};
