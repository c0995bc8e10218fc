import { isRouter } from '../../libraries/routers.ts';
import type { OpenPath } from '../../deployment-model.ts';
import { harmlessMiddleware, servesFiles } from '../../libraries/middleware.ts';
import type { Owner, System } from '../system.ts';
import { symbolOf, type Made, type Term } from '../term.ts';
import { textOf } from '../text.ts';
import { argument, isSet } from '../use.ts';

const mounting = new Set(['use', 'register', 'mount', 'group', 'route']);

/** Whether something that is mounted may answer to paths that nobody wrote as a route. */
const mayAnswer = (term: Term, hasPath: boolean): boolean => {
  if (term.kind === 'external') return !isRouter(symbolOf(term)) && !harmlessMiddleware(term.module, term.path);
  // A function of the team's under a path may be what answers there; one without a path is a step on the way.
  return term.kind === 'unknown' || term.kind === 'parameter' ? true : hasPath && term.kind === 'function';
};

const isPath = (term: Term | undefined): term is Term => term?.kind === 'text' && (term.value === '' || term.value.startsWith('/'));

const mountsOf = (system: System, made: Made): readonly { readonly prefix: Term | null }[] => {
  const { callee } = made.site;
  if (callee.kind !== 'member' || !mounting.has(callee.name)) return [];
  const on = system.reducer.reduce(callee.of, made.frame);
  const isApp = on.kind === 'external' && isRouter(symbolOf(on));
  if (!isApp && !(on.kind === 'parameter' && /^(?:app|router|server|fastify|instance)$/i.test(on.name))) return [];
  const given = made.site.args.map((_, index) => argument({ ...made, reducer: system.reducer }, index));
  const prefix = isPath(given[0]) ? given[0] : null;
  const open = given.filter((term) => term !== prefix && term.kind !== 'object').some((term) => mayAnswer(term, prefix !== null));
  return open ? [{ prefix }] : [];
};

const ofRouters = (system: System): readonly OpenPath[] =>
  system.files.flatMap((file) => file.calls.flatMap((site) => mountsOf(system, { site, frame: { file, inside: site.inside, self: null, bound: null } }).flatMap(({ prefix }) =>
    system.owners(file.path).map((owner: Owner) => ({ service: owner.service.name, prefix: prefix === null ? '/' : textOf(prefix, owner.environment).text, file: file.path, line: site.line, column: site.column, note: 'what is mounted here may answer to more paths' })))));

/** Libraries that put routes of their own on a server. */
const ofImports = (system: System): readonly OpenPath[] =>
  system.files.flatMap((file) => file.imports.filter(({ typeOnly, specifier }) => !typeOnly && servesFiles.test(specifier)).flatMap(({ specifier, line, column }) =>
    system.owners(file.path).map(({ service }) => ({ service: service.name, prefix: '/', file: file.path, line, column, note: `${specifier} adds routes of its own` }))));

/** Nest leaves paths out of a prefix, or puts modules under prefixes of their own. */
const ofNest = (system: System): readonly OpenPath[] =>
  system.files.flatMap((file) => file.calls.filter(({ callee }) => callee.kind === 'member' && ['setGlobalPrefix', 'register'].includes(callee.name)).flatMap((site) => {
    const use = { site, frame: { file, inside: site.inside, self: null, bound: null }, reducer: system.reducer };
    const { callee } = site;
    const excludes = callee.kind === 'member' && callee.name === 'setGlobalPrefix' && site.args.length > 1 && isSet(system.reducer, argument(use, 1), 'exclude');
    const modules = callee.kind === 'member' && callee.of.kind === 'reference' && callee.of.name === 'RouterModule';
    return excludes || modules ? system.owners(file.path).map(({ service }) => ({ service: service.name, prefix: '/', file: file.path, line: site.line, column: site.column, note: 'paths are rewritten here' })) : [];
  }));

/** Places where a service may answer to paths that are not among its routes. */
export const readOpenPaths = (system: System): readonly OpenPath[] => [...ofRouters(system), ...ofImports(system), ...ofNest(system)];
