import type { Evidence, Feature, Model, Service, Site } from '../../system/model.ts';
import { compareText } from '../../shared/compare-text.ts';

/** The services whose source we read and whose behaviour on the server we judge: no browser front ends, no images, no other languages. */
export const judgedServices = (model: Model): readonly Service[] =>
  model.services.filter((service) => service.node && service.role !== 'ui' && service.role !== 'infra');

export const namesOf = (services: readonly Service[]): ReadonlySet<string> => new Set(services.map((service) => service.name));

/** Names of the services that have a feature. */
export const servicesWith = (model: Model, kind: Feature['kind']): ReadonlySet<string> => new Set(model.features.filter((feature) => feature.kind === kind).map(({ service }) => service));

/** Where a service begins to serve or to follow events; nothing when it is not seen to run on. */
export const servingAt = (model: Model, name: string): Evidence | undefined => {
  const server = model.features.find(({ kind, service }) => kind === 'server' && service === name);
  const consumer = model.events.find(({ service, direction, byPlatform }) => service === name && direction === 'consume' && byPlatform !== true);
  return server ?? (consumer && note(consumer, `consumes ${consumer.channel ?? 'events'}`));
};

/** Runs and ends, or is a library after all: nothing in it is seen to serve, to answer or to follow events. */
export const isJob = (model: Model, { name }: Service): boolean => servingAt(model, name) === undefined && !model.routes.some(({ service, byPlatform }) => service === name && byPlatform !== true);

/** Where a finding about a whole service stands: its entry file, else the line that made us see it. */
export const siteOf = (service: Service): Site => {
  const [entry] = service.entries;
  if (entry !== undefined) return { file: entry, line: 1, column: 1 };
  const [seen] = service.evidence;
  return seen ?? { file: service.path === '.' ? 'package.json' : `${service.path}/package.json`, line: 1, column: 1 };
};

/** Every two different items, once. */
export const pairsOf = <T>(items: readonly T[]): readonly (readonly [T, T])[] =>
  items.flatMap((first, index) => items.slice(index + 1).map((second) => [first, second] as const));

export const sortedNames = (names: readonly string[]): readonly string[] => [...names].sort(compareText);

/** Facts of one place together: code that several services run stands there once. */
export const bySite = <T extends Site>(facts: readonly T[]): readonly (readonly [T, ...T[]])[] =>
  [...Map.groupBy(facts, ({ file, line, column }) => `${file}:${line}:${column ?? 0}`).values()].flatMap(([first, ...rest]) => (first === undefined ? [] : [[first, ...rest] as const]));

/** A place turned into evidence. */
export const note = (site: Site, text: string): Evidence => ({ file: site.file, line: site.line, ...(site.column === undefined ? {} : { column: site.column }), note: text });
