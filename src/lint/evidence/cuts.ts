import type { Size } from '../../system/shape-model.ts';
import type { EventSite, Model, Route, Service } from '../../system/model.ts';
import { judgedServices } from './subjects.ts';

/** Services whose cut can be wrong: those that do the work. */
export const cutServices = (model: Model): readonly Service[] => judgedServices(model).filter(({ role }) => role === 'business');

const operational = /(?:^|\/)(?:health\w*|ready\w*|live\w*|ping|status|metrics|docs?|api-docs|swagger\w*|openapi\w*|favicon\.ico)(?:[/.-]|$)/i;

/** What others want of a service: its routes without those for operators, and what it consumes. */
export const businessEntries = (model: Model, { name }: Service): readonly (Route | EventSite)[] => [
  ...model.routes.filter(({ service, path }) => service === name && path !== '/' && !operational.test(path)),
  ...model.events.filter(({ service, direction }) => service === name && direction === 'consume'),
];

const beforeResource = /^(?:api|rest|internal|public|private|admin|audit|v\d+|\{\}|)$/i;

/** `/api/v1/orders/:id` is about `orders`; null when the path names nothing. */
const resourceOf = (path: string): string | null => path.split('/').find((part) => !beforeResource.test(part) && !part.startsWith(':'))?.toLowerCase() ?? null;

/** The nouns that the HTTP routes of a service are about. */
export const resourcesOf = (model: Model, { name }: Service): readonly string[] => {
  const own = model.routes.filter(({ service, kind, path }) => service === name && kind === 'http' && !operational.test(path)).map(({ path }) => resourceOf(path));
  return [...new Set(own.filter((one) => one !== null))].toSorted();
};

export const sizeOf = (model: Model, { name }: Service): Size | null => model.sizes.find(({ service }) => service === name) ?? null;

/** How small a nano service is. */
export interface NanoLimits {
  /** Routes and consumers at the most. */
  readonly entries: number;
  /** Of the mean number of lines and files of all services. */
  readonly share: number;
}

/** What is kept and done elsewhere and put together here, as by a backend for a front end, is small by its nature. */
const composes = ({ calls, stores }: Model, { name }: Service): boolean =>
  calls.some(({ from, to }) => from === name && to !== null && to !== name) && !stores.some(({ service, role }) => service === name && role === 'primary');

/** Services that do next to nothing, compared with the others; needs three to compare. */
export const nanoServices = (model: Model, { entries, share }: NanoLimits): readonly Service[] => {
  const services = cutServices(model);
  const sizes = services.flatMap((service) => sizeOf(model, service) ?? []);
  if (sizes.length < 3) return [];
  const mean = (key: 'lines' | 'files'): number => sizes.reduce((sum, size) => sum + size[key], 0) / sizes.length;
  const [lines, files] = [mean('lines') * share, mean('files') * share];
  return services.filter((service) => {
    const size = sizeOf(model, service);
    const count = businessEntries(model, service).length;
    return size !== null && size.lines < lines && size.files < files && count > 0 && count <= entries && !composes(model, service);
  });
};
