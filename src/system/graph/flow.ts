import { compareText } from '../../shared/compare-text.ts';
import type { Model, Service } from '../model.ts';
import { databases, syncRelations, type Database } from './relations.ts';

/** What mermaid and dot draw, with ids that hold in both languages. */

export interface Named<T> {
  readonly id: string;
  readonly label: string;
  readonly of: T;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  readonly kind: 'sync' | 'async' | 'store';
  readonly cyclic: boolean;
}

export interface Flow {
  readonly services: readonly Named<Service>[];
  readonly channels: readonly Named<string>[];
  readonly databases: readonly Named<Database>[];
  readonly lines: readonly Line[];
}

const numbered = <T>(prefix: string, items: readonly T[], label: (item: T) => string): readonly Named<T>[] =>
  items.map((of, index) => ({ id: `${prefix}${index + 1}`, label: label(of), of }));

const storeLabel = ({ engine, identity }: Database): string => (identity === null ? engine : `${engine} ${identity}`);

/** A line of which an end may be no service of the system. */
type Loose = Omit<Line, 'from' | 'to'> & { readonly from: string | undefined; readonly to: string | undefined };

/** Model -> what is drawn, each relation once. */
export const flowOf = (model: Model): Flow => {
  const services = numbered('s', model.services, ({ name }) => name);
  const channels = numbered('c', [...new Set(model.events.flatMap(({ channel }) => channel ?? []))].toSorted(compareText), (name) => name);
  const stores = numbered('d', databases(model), storeLabel);
  const service = new Map(services.map(({ id, label }) => [label, id]));
  const channel = new Map(channels.map(({ id, label }) => [label, id]));
  const calls = syncRelations(model).map(({ from, to, cyclic }): Loose => ({ from: service.get(from), to: service.get(to), kind: 'sync', cyclic }));
  const events = model.events.map(({ service: name, channel: topic, direction }): Loose => {
    const [here, there] = [service.get(name), channel.get(topic ?? '')];
    return direction === 'publish' ? { from: here, to: there, kind: 'async', cyclic: false } : { from: there, to: here, kind: 'async', cyclic: false };
  });
  const uses = stores.flatMap(({ id, of }) => of.services.map((name): Loose => ({ from: service.get(name), to: id, kind: 'store', cyclic: false })));
  return { services, channels, databases: stores, lines: unique([...calls, ...events, ...uses]) };
};

const isWhole = (line: Loose): line is Line => line.from !== undefined && line.to !== undefined;

const unique = (lines: readonly Loose[]): readonly Line[] => [...new Map(lines.filter(isWhole).map((line) => [`${line.from} ${line.to} ${line.kind}`, line])).values()];
