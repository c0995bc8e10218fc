import { proxyModules } from '../libraries/calls/proxy.ts';
import { isRouter, mountVerbs, routerName, routeVerbs } from '../libraries/routers.ts';
import type { Site } from '../model.ts';
import { autoloaded, loadedKey } from './autoloaded.ts';
import type { Owner, System } from './system.ts';
import { alternatives } from './lists.ts';
import { functionKey, siteIn, symbolOf, type Frame, type Made, type Term } from './term.ts';
import { textOf } from './text.ts';
import { argument, entriesOf, itemsOf, property } from './use.ts';

/** A route as some router has it; its full path depends on where the router is mounted. */
export interface RoutedPath extends Site {
  readonly owner: Owner;
  readonly method: string;
  readonly path: string;
  /** The call that registers it and is given what answers. */
  readonly made: Made;
}

interface Mount {
  readonly parent: string;
  readonly child: string;
  readonly prefix: Term | null;
}

interface Local {
  readonly router: string;
  readonly method: string;
  readonly path: Term;
  readonly made: Made;
  /** A prefix that the router itself was made with. */
  readonly base: Term | null;
}

interface Web {
  readonly mounts: readonly Mount[];
  readonly routes: readonly Local[];
}

const outermost = ({ file, inside }: Frame): string => {
  let id = inside;
  for (let up = file.functions[id]?.parent ?? null; up !== null && up !== 0; up = file.functions[id]?.parent ?? null) id = up;
  return `fn:${functionKey(file, id)}`;
};

/** What tells one router from another: the call that made it, or the function that is handed it. */
const routerKey = (term: Term, frame: Frame): string | null => {
  if (term.kind === 'function') return `fn:${functionKey(term.frame.file, term.frame.inside)}`;
  if (term.kind === 'parameter') return `fn:${term.of}`;
  if (term.kind === 'namespace') return null;
  if (term.kind !== 'external' || !isRouter(symbolOf(term))) return null;
  const [first] = term.made;
  return first === undefined ? outermost(frame) : `at:${first.frame.file.path}:${first.site.line}:${first.site.column}`;
};

export const calledOn = (system: System, { site, frame }: Made): { readonly term: Term; readonly name: string } | null => {
  const { callee } = site;
  if (callee.kind !== 'member' && callee.kind !== 'element') return null;
  const term = system.reducer.reduce(callee.of, frame);
  const isApp = (term.kind === 'external' && isRouter(symbolOf(term))) || (term.kind === 'parameter' && term.path.length === 0 && routerName.test(term.name));
  return isApp ? { term, name: callee.kind === 'member' ? callee.name : 'all' } : null;
};

export const looksLikePath = (term: Term): boolean => {
  if (term.kind === 'text') return term.value === '' || /^[/*:]/.test(term.value);
  if (term.kind === 'concat') return term.parts.length > 0;
  if (term.kind === 'each') return term.options.some(looksLikePath);
  return term.kind === 'either' || term.kind === 'environment';
};

const baseOf = (system: System, term: Term): Term | null => {
  if (term.kind !== 'external') return null;
  const [first] = term.made;
  const prefixed = term.made.find(({ site }) => site.callee.kind === 'member' && site.callee.name === 'basePath');
  const told = first === undefined ? null : property(system.reducer, argument({ ...first, reducer: system.reducer }, 0), 'prefix');
  return prefixed === undefined ? (told?.kind === 'unknown' ? null : told) : argument({ ...prefixed, reducer: system.reducer }, 0);
};

const defaultExport = (system: System, term: Term): Term => (term.kind === 'namespace' ? property(system.reducer, term, 'default') : term);

const mountsAt = (system: System, made: Made, on: Term): readonly Mount[] => {
  const parent = routerKey(on, made.frame);
  const given = made.site.args.map((_, index) => defaultExport(system, argument({ ...made, reducer: system.reducer }, index)));
  const prefixed = given[0] !== undefined && looksLikePath(given[0]) ? given[0] : null;
  const options = given.map((term) => property(system.reducer, term, 'prefix')).find(({ kind }) => kind !== 'unknown') ?? null;
  const children = given.flatMap((term) => routerKey(term, made.frame) ?? []);
  if (parent === null) return [];
  const loaded = autoloaded(system, made).map((one): Mount => ({ parent, child: loadedKey(one), prefix: { kind: 'text', value: one.prefix, at: siteIn(made.frame, made.site) } }));
  return [...loaded, ...children.map((child) => ({ parent, child, prefix: prefixed ?? options }))];
};

const routesAt = (system: System, made: Made, { term, name }: { readonly term: Term; readonly name: string }): readonly Local[] => {
  const { reducer } = system;
  const router = routerKey(term, made.frame);
  const first = argument({ ...made, reducer }, 0);
  if (router === null) return [];
  const local = (method: string, path: Term): Local => ({ router, method: method.toUpperCase(), path, made, base: baseOf(system, term) });
  const chained = term.kind === 'external' ? term.made.find(({ site }) => site.callee.kind === 'member' && site.callee.name === 'route') : undefined;
  if (chained !== undefined && name !== 'route') return [local(name, argument({ ...chained, reducer }, 0))];
  if (name === 'route') return first.kind === 'object' ? [local('ALL', property(reducer, first, entriesOf(reducer, first).some(([key]) => key === 'path') ? 'path' : 'url'))] : [];
  const paths = first.kind === 'array' ? itemsOf(reducer, first) : alternatives(first);
  return made.site.args.length < 2 ? [] : paths.filter(looksLikePath).map((path) => local(name, path));
};

/** `app.register(proxy, { prefix: '/v1/orders' })` of fastify: the prefix; null for any other call. */
const proxyPlugin = (system: System, made: Made): Term | null => {
  const [plugin, options] = [0, 1].map((index) => argument({ ...made, reducer: system.reducer }, index));
  if (plugin?.kind !== 'external' || options === undefined || !/^(?:@fastify\/|fastify-)http-proxy$/.test(plugin.module)) return null;
  const prefix = property(system.reducer, options, 'prefix');
  return prefix.kind === 'unknown' ? { kind: 'text', value: '/', at: siteIn(made.frame, made.site) } : prefix;
};

/** `app.use('/v1/orders', proxy)`: the gateway serves all that lies below. It stands at the proxy, which is the call to the service behind. */
const proxiedAt = (system: System, made: Made, on: Term): readonly Local[] => {
  const router = routerKey(on, made.frame);
  const plugin = proxyPlugin(system, made);
  if (plugin !== null) return router === null ? [] : [{ router, method: 'ALL', path: plugin, made, base: null }];
  const [path, ...handlers] = made.site.args.map((_, index) => argument({ ...made, reducer: system.reducer }, index));
  if (router === null || path === undefined || !looksLikePath(path)) return [];
  return handlers.flatMap((term) => {
    const proxy = term.kind === 'external' && proxyModules.has(term.module) ? term.made.at(-1) : undefined;
    return proxy === undefined ? [] : alternatives(path).map((one) => ({ router, method: 'ALL', path: one, made: proxy, base: null }));
  });
};

/** A function that is handed an app mounts its routes on it: `routes(app)`. */
const handed = (system: System, made: Made): readonly Mount[] => {
  const callee = system.reducer.reduce(made.site.callee, made.frame);
  if (callee.kind !== 'function') return [];
  return made.site.args.flatMap((_, index) => {
    const parent = routerKey(argument({ ...made, reducer: system.reducer }, index), made.frame);
    return parent === null || parent === `fn:${functionKey(callee.frame.file, callee.frame.inside)}` ? [] : [{ parent, child: `fn:${functionKey(callee.frame.file, callee.frame.inside)}`, prefix: null }];
  });
};

const readWeb = (system: System): Web => {
  const mounts: Mount[] = [];
  const routes: Local[] = [];
  for (const file of system.files) {
    for (const site of file.calls) {
      const made: Made = { site, frame: { file, inside: site.inside, self: null, bound: null } };
      const on = calledOn(system, made);
      if (on === null) mounts.push(...handed(system, made));
      else {
        if (mountVerbs.has(on.name)) {
          mounts.push(...mountsAt(system, made, on.term));
          routes.push(...proxiedAt(system, made, on.term));
        }
        if (routeVerbs.has(on.name)) routes.push(...routesAt(system, made, on));
      }
    }
  }
  return { mounts, routes };
};

export const joinPath = (...parts: readonly string[]): string => `/${parts.join('/')}`.replaceAll(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');

const prefixes = (web: Web, router: string, owner: Owner, seen: readonly string[] = []): readonly string[] => {
  const mounts = seen.includes(router) || seen.length > 8 ? [] : web.mounts.filter(({ child }) => child === router);
  if (mounts.length === 0) return [''];
  return mounts.flatMap(({ parent, prefix }) => prefixes(web, parent, owner, [...seen, router]).map((outer) => joinPath(outer, prefix === null ? '' : textOf(prefix, owner.environment).text)));
};

/** Routes of express, fastify, koa, hono and their like, with the prefixes of all routers around them. */
export const readHttpRoutes = (system: System): readonly RoutedPath[] => {
  const web = readWeb(system);
  return web.routes.flatMap(({ router, method, path, made, base }) => system.owners(made.frame.file.path).flatMap((owner) =>
    prefixes(web, router, owner).map((prefix) => ({
      owner, method: method === 'DEL' ? 'DELETE' : method,
      path: joinPath(prefix, base === null ? '' : textOf(base, owner.environment).text, textOf(path, owner.environment).text),
      file: made.frame.file.path, line: made.site.line, column: made.site.column, made,
    }))));
};
