import { mountVerbs } from '../libraries/routers.ts';
import { isHarmless, mountsRoutes } from '../libraries/mounting.ts';
import type { Evidence, OpenRoutes } from '../model.ts';
import { calledOn, looksLikePath } from './http-routes.ts';
import type { System } from './system.ts';
import { moduleFrame, type Made, type Term } from './term.ts';
import { argument } from './use.ts';

const nest = new Set(['RouterModule']);

/** Packages whose import alone says that there may be more routes. */
const imported = (system: System): readonly (Evidence & { readonly path: string })[] =>
  system.files.flatMap((file) => file.imports.filter(({ typeOnly }) => !typeOnly).flatMap(({ specifier, names, line, column }) => {
    const target = system.reducer.program.resolve(file.path, specifier);
    const name = target.kind === 'package' ? target.name : '';
    return mountsRoutes(name) || (name === '@nestjs/core' && names.some((one) => nest.has(one))) ? [{ path: file.path, file: file.path, line, column, note: `${name} may answer more` }] : [];
  }));

const isOpen = (term: Term, prefixed: boolean): boolean => {
  if (term.kind === 'unknown' || term.kind === 'parameter') return true;
  return term.kind === 'external' && prefixed && !isHarmless(term.module);
};

/** Something is put under a router that is not read: `app.use('/auth', toNodeHandler(auth))`, `app.use(require(file))`. */
const mounted = (system: System): readonly (Evidence & { readonly path: string })[] =>
  system.files.flatMap((file) => file.calls.flatMap((site) => {
    const made: Made = { site, frame: { ...moduleFrame(file), inside: site.inside } };
    const on = calledOn(system, made);
    if (on === null || !mountVerbs.has(on.name) || site.args.length === 0) return [];
    const given = site.args.map((_, index) => argument({ ...made, reducer: system.reducer }, index));
    const prefixed = given[0] !== undefined && looksLikePath(given[0]);
    return given.slice(prefixed ? 1 : 0).some((term) => isOpen(term, prefixed)) ? [{ path: file.path, file: file.path, line: site.line, column: site.column, note: 'what is mounted here is not read' }] : [];
  }));

/** Where services may answer to more than the routes that are seen. */
export const readOpenRoutes = (system: System): readonly OpenRoutes[] =>
  [...imported(system), ...mounted(system)].flatMap(({ path, ...evidence }) => system.owners(path).map(({ service }) => ({ service: service.name, ...evidence })));
