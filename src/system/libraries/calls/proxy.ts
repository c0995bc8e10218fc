import { argument, itemsOf, property, type Use } from '../../model/use.ts';
import type { CallLibrary, RequestFact } from '../library.ts';
import { bounds } from './http.ts';
import type { Term } from '../../model/term.ts';

/** Packages whose middleware hands requests on. */
export const proxyModules: ReadonlySet<string> = new Set(['http-proxy-middleware', 'express-http-proxy', 'http-proxy', 'fastify-http-proxy', '@fastify/http-proxy', 'fast-proxy']);

const proxied = (use: Use, term: Term, options: Term): RequestFact => ({
  client: use.external.module, target: { kind: 'url', term }, method: null, timeout: bounds(use, options, ['timeout', 'proxyTimeout']),
});

/** Middleware that hands requests on: one call for each registered target. */
export const proxyCalls: CallLibrary = {
  name: 'proxy',
  modules: [...proxyModules],
  match: (use) => {
    const { module, path } = use.external;
    if (module === 'express-http-proxy' && path === '') return proxied(use, argument(use, 0), argument(use, 1));
    if (module === 'http-proxy' && /#?\.(?:web|ws)$/.test(path)) return proxied(use, property(use.reducer, argument(use, 2), 'target'), argument(use, 2));
    if (module !== 'http-proxy-middleware' || !/^(?:\.(?:createProxyMiddleware|legacyCreateProxyMiddleware|default))?$/.test(path)) return null;
    const options = use.site.args.length > 1 ? argument(use, 1) : argument(use, 0);
    return proxied(use, options.kind === 'object' ? property(use.reducer, options, 'target') : options, options);
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
