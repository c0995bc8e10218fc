import type { Feature, Route } from '../model.ts';
import type { ServicePart } from '../shape-model.ts';
import { featureOf } from './features/of-libraries.ts';
import { chassis } from './modules.ts';
import { versionIn } from './nest.ts';
import type { Listening } from './ports.ts';
import type { System } from './system.ts';
import { textOf } from './text.ts';
import { argument, itemsOf, property, type Use } from './use.ts';

/** What a generated system's chassis does for its services is known by what it promises: see `modules.ts`. */

const usesOf = (system: System): readonly Use[] => [chassis, `${chassis}/gateway`].flatMap((module) => system.uses.get(module) ?? []);

const madeOn = (system: System): readonly Use[] => usesOf(system).filter(({ external }) => /^\.create(?:Service|Gateway)$/.test(external.path));

export const chassisFeatures = (system: System): readonly Feature[] =>
  madeOn(system).flatMap((use) =>
    (['tracing', 'health', 'metrics', 'shutdown', 'server', 'structured-log'] as const).flatMap((kind) => featureOf(system, kind, { file: use.frame.file.path, line: use.site.line, note: 'every service on the chassis does' })));

/** Its port comes from the environment. */
export const chassisListenings = (system: System): readonly Listening[] =>
  madeOn(system).map(({ site: { line, column }, frame: { file: { path } } }) => ({ term: { kind: 'environment', name: 'PORT', at: { file: path, line } }, file: path, line, column }));

const ofEachService = ['/health', '/health/live', '/health/ready'];

interface Answered {
  readonly use: Use;
  readonly method: string;
  readonly path: string;
}

/** Routes that a service takes from its contract, and prefixes that a gateway serves. */
const answeredBy = (use: Use, environment: Parameters<typeof textOf>[1]): readonly Answered[] => {
  const { reducer, external: { path } } = use;
  const text = (of: Parameters<typeof property>[1], name: string): string => textOf(property(reducer, of, name), environment).text;
  if (/\.(?:createService\(\)|Service#)\.route$/.test(path)) return [{ use, method: text(argument(use, 0), 'method'), path: text(argument(use, 0), 'path') }];
  const prefixes = path === '.createGateway' ? itemsOf(reducer, property(reducer, argument(use, 0), 'routes')).map((route) => ({ use, method: 'ALL', path: text(route, 'prefix') })) : [];
  const own = /^\.create(?:Service|Gateway)$/.test(path) ? ofEachService.map((health) => ({ use, method: 'GET', path: health })) : [];
  return [...prefixes, ...own];
};

export const chassisRoutes = (system: System): readonly Route[] =>
  usesOf(system).flatMap((use) => system.owners(use.frame.file.path).flatMap(({ service, environment }) =>
    answeredBy(use, environment).map(({ method, path, use: { frame, site } }) => ({ service: service.name, method, path, version: versionIn(path), kind: 'http' as const, file: frame.file.path, line: site.line, column: site.column }))));

const definitions: Readonly<Record<string, ServicePart['kind']>> = { '.defineAggregate': 'aggregate', '.defineProjection': 'projection', '.defineSaga': 'saga' };

/** What services define by name: `defineAggregate({ name: 'order', … })`. */
export const chassisParts = (system: System): readonly ServicePart[] =>
  usesOf(system).flatMap((use) => {
    const { external: { path }, reducer, frame, site: { line, column } } = use;
    const kind = definitions[path];
    const name = kind === undefined ? null : property(reducer, argument(use, 0), 'name');
    if (kind === undefined || name?.kind !== 'text') return [];
    return system.owners(frame.file.path).map(({ service }) => ({ service: service.name, kind, name: name.value, file: frame.file.path, line, column }));
  });
