import type { Evidence, Model, Service, Site } from '../../system/model.ts';
import { compareText } from '../../shared/compare-text.ts';

/** The services whose source we read and whose behaviour on the server we judge: no browser front ends, no images, no other languages. */
export const judgedServices = (model: Model): readonly Service[] =>
  model.services.filter((service) => service.node && service.role !== 'ui' && service.role !== 'infra');

export const namesOf = (services: readonly Service[]): ReadonlySet<string> => new Set(services.map((service) => service.name));

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

/** A place turned into evidence. */
export const note = (site: Site, text: string): Evidence => ({ file: site.file, line: site.line, ...(site.column === undefined ? {} : { column: site.column }), note: text });
