import { nothingKnown, siteIn, type Term } from '../../model/term.ts';
import { argument, entriesOf, isSet, itemsOf, madeArgument, property, type Use } from '../../model/use.ts';
import type { CallLibrary, RequestFact } from '../library.ts';
import { bounds } from './http.ts';

/** Packages whose middleware hands requests on. */
export const proxyModules: ReadonlySet<string> = new Set(['http-proxy-middleware', 'express-http-proxy', 'http-proxy', 'http-proxy-3', 'fastify-http-proxy', '@fastify/http-proxy', 'fast-proxy', 'koa-proxies', 'koa-better-http-proxy', 'koa-proxy', 'koa-http-proxy-middleware']);

const proxied = (use: Use, term: Term, options: Term): RequestFact => ({
  client: use.external.module, target: { kind: 'url', term }, method: null, timeout: bounds(use, options, ['timeout', 'proxyTimeout']),
});

/** `router: { '/orders': 'http://orders' }` names more targets, each at its entry. */
const routed = (use: Use, options: Term): readonly RequestFact[] => {
  const router = property(use.reducer, options, 'router');
  return entriesOf(use.reducer, router).map(([, term], index) => {
    const entry = router.kind === 'object' ? router.value.entries[index]?.[1] : undefined;
    return { ...proxied(use, term, options), ...(router.kind === 'object' && entry !== undefined ? { at: siteIn(router.frame, entry) } : {}) };
  });
};

const middleware = (use: Use): readonly RequestFact[] => {
  const options = use.site.args.length > 1 ? argument(use, 1) : argument(use, 0);
  const more = routed(use, options);
  if (options.kind !== 'object') return [proxied(use, options, options)];
  return isSet(use.reducer, options, 'target') && more.length === 0 ? [proxied(use, property(use.reducer, options, 'target'), options)] : more.length > 0 ? more : [proxied(use, property(use.reducer, options, 'target'), options)];
};

const makers = ['createProxyServer', 'createProxy', 'createServer'];

/** `createProxyServer({ target }).web(request, response, { target })`. */
const server = (use: Use): RequestFact => {
  const made = makers.map((name) => madeArgument(use, name)).find(({ kind }) => kind !== 'unknown') ?? nothingKnown('it is made elsewhere');
  const own = argument(use, 2);
  const options = isSet(use.reducer, own, 'target') ? own : made;
  const call = proxied(use, property(use.reducer, options, 'target'), own);
  return { ...call, timeout: call.timeout === true || bounds(use, made, ['timeout', 'proxyTimeout']) };
};

/** Middleware that hands requests on: one call for each registered target. */
export const proxyCalls: CallLibrary = {
  name: 'proxy',
  modules: [...proxyModules],
  match: (use) => {
    const { module, path } = use.external;
    if (['express-http-proxy', 'koa-better-http-proxy'].includes(module)) return path === '' ? proxied(use, argument(use, 0), argument(use, 1)) : null;
    if (module === 'koa-proxies') return path === '' ? proxied(use, property(use.reducer, argument(use, 1), 'target'), argument(use, 1)) : null;
    if (module === 'koa-proxy') return path === '' ? proxied(use, property(use.reducer, argument(use, 0), 'host'), argument(use, 0)) : null;
    if (module.startsWith('http-proxy') && module !== 'http-proxy-middleware') return /#?\.(?:web|ws)$/.test(path) ? server(use) : null;
    return /^(?:\.(?:createProxyMiddleware|legacyCreateProxyMiddleware|default))?$/.test(path) && /^(?:http-proxy-middleware|koa-http-proxy-middleware)$/.test(module) ? middleware(use) : null;
  },
};

/** `app.register(httpProxy, { upstream, prefix })`. */
export const fastifyProxyCalls: CallLibrary = {
  name: 'fastify-proxy',
  modules: ['fastify'],
  match: (use) => {
    if (!use.symbol.endsWith('.register')) return null;
    const plugin = argument(use, 0);
    if (plugin.kind !== 'external' || !['@fastify/http-proxy', 'fastify-http-proxy', '@fastify/reply-from'].includes(plugin.module)) return null;
    const options = argument(use, 1);
    const upstream = property(use.reducer, options, plugin.module === '@fastify/reply-from' ? 'base' : 'upstream');
    return itemsOf(use.reducer, upstream).length > 0 || upstream.kind === 'unknown' ? null : { client: plugin.module, target: { kind: 'url', term: upstream }, method: null, timeout: bounds(use, property(use.reducer, options, 'http'), ['requestOptions']) };
  },
};

/** fast-gateway: `gateway({ routes: [{ prefix, target }] })`. */
export const fastGatewayCalls: CallLibrary = {
  name: 'fast-gateway',
  modules: ['fast-gateway', 'k-fastify-gateway'],
  match: (use) => {
    const routes = itemsOf(use.reducer, property(use.reducer, argument(use, use.external.module === 'fast-gateway' ? 0 : 1), 'routes'));
    return routes.filter((route) => isSet(use.reducer, route, 'target')).map((route) => ({ ...proxied(use, property(use.reducer, route, 'target'), route), ...(route.kind === 'object' ? { at: siteIn(route.frame, route.value) } : {}) }));
  },
};

/** Hono's helper: `proxy(url, init)`. */
export const honoProxyCalls: CallLibrary = {
  name: 'hono-proxy',
  modules: ['hono/proxy'],
  match: (use) => (use.external.path === '.proxy' ? proxied(use, argument(use, 0), argument(use, 1)) : null),
};
