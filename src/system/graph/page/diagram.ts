import { compareText } from '../../../shared/compare-text.ts';
import type { Model, Service } from '../../model.ts';
import { asyncRelations, databases, syncRelations, type Database, type Relation } from '../relations.ts';
import { depths } from './depth.ts';

/** A service, or a database that several services share. Private databases stand in the box of their service. */
export type Box = { readonly id: string; readonly name: string } & (
  | { readonly kind: 'service'; readonly service: Service; readonly engines: readonly string[] }
  | { readonly kind: 'database'; readonly database: Database }
);

export interface Edge {
  readonly id: string;
  readonly kind: 'sync' | 'async' | 'store';
  /** Ids of boxes. */
  readonly from: string;
  readonly to: string;
  readonly cyclic: boolean;
  readonly label: string;
}

export interface Diagram {
  /** In reading order. */
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

const one = (values: readonly string[], many: string): string => {
  const [first = '', ...rest] = [...new Set(values)];
  return rest.length === 0 ? first : many;
};

const relationLabel = ({ kind, calls, events }: Relation): string => {
  if (kind === 'async') return one(events.map(({ channel }) => channel ?? ''), `${new Set(events.map(({ channel }) => channel)).size} channels`);
  return one(calls.map(({ method, path }) => [method, path].filter((part) => part !== null).join(' ')), `${calls.length} calls`);
};

const serviceBoxes = (model: Model, order: ReadonlyMap<string, number>, own: readonly Database[]): readonly Box[] =>
  model.services
    .toSorted((a, b) => (order.get(a.name) ?? 0) - (order.get(b.name) ?? 0) || compareText(a.name, b.name))
    .map((service, index) => {
      const engines = [...new Set(own.filter(({ services }) => services.includes(service.name)).map(({ engine }) => engine))];
      return { id: `s${index + 1}`, name: service.name, kind: 'service', service, engines };
    });

/** Model -> boxes and edges, each with an id that the page can name. */
export const diagramOf = (model: Model): Diagram => {
  const relations = [...syncRelations(model), ...asyncRelations(model)];
  const order = depths(model.services, relations.filter(({ kind }) => kind === 'sync'), relations.filter(({ kind }) => kind === 'async'));
  const all = databases(model);
  const shared = all.filter(({ services }) => services.length > 1);
  const services = serviceBoxes(model, order, all.filter((database) => !shared.includes(database)));
  const stores = shared.map((database, index): Box => ({ id: `d${index + 1}`, name: database.identity ?? database.engine, kind: 'database', database }));
  const id = new Map(services.map((box) => [box.name, box.id]));
  const drawn = [
    ...relations.map((relation) => ({ kind: relation.kind, from: id.get(relation.from), to: id.get(relation.to), cyclic: relation.cyclic, label: relationLabel(relation) })),
    ...stores.flatMap((box) => (box.kind === 'database' ? box.database.services.map((name) => ({ kind: 'store' as const, from: id.get(name), to: box.id, cyclic: false, label: '' })) : [])),
  ];
  const edges = drawn.flatMap(({ from, to, ...rest }) => (from === undefined || to === undefined ? [] : [{ ...rest, from, to }]));
  return { boxes: [...services, ...stores], edges: edges.map((edge, index) => ({ id: `e${index + 1}`, ...edge })) };
};
