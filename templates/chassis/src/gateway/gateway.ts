import type { OutgoingHttpHeaders } from 'node:http';
import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { Logger } from 'pino';
import type { GatewayConfig, ServiceConfig } from '../config/config.ts';
import { ConfigError } from '../config/load-config.ts';
import { createService } from '../service/create-service.ts';
import type { Service } from '../service/service.ts';
import { authenticate } from './authenticate.ts';
import { stripIdentity } from './identity-headers.ts';
import { createLongLived } from './long-lived.ts';
import { createProxy, type ProxyHandler } from './proxy.ts';
import { addRateLimit, type RateLimit } from './rate-limit.ts';
import { refuseAmbiguity } from './ambiguity.ts';
import { addSecurityHeaders, securityHeaders } from './security-headers.ts';
import type { GatewayRoute } from './route.ts';
import { createTokenVerifier, type TokenVerifier } from './token.ts';
import { acceptUpgrades, upgradeOf } from './upgrade.ts';
import { createUpstreams } from './upstream.ts';
import { createTunnel } from './websocket.ts';

export type { GatewayRoute } from './route.ts';
export type { RateLimit } from './rate-limit.ts';

export type GatewayOptions<Config extends ServiceConfig & GatewayConfig> = {
  readonly config: Config;
  readonly routes: readonly GatewayRoute[];
  /** As of @fastify/cors. Without it no other origin may read answers. */
  readonly cors?: FastifyCorsOptions;
  /** Default: 600 requests a minute from one address. */
  readonly rateLimit?: RateLimit;
  /** Largest request body in bytes, where a route does not say otherwise. Default: 1 MiB. */
  readonly bodyLimit?: number;
  readonly name?: string;
};

/** One route each, so that spans, logs and metrics name the method that was asked for. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/**
 * The one service that is reachable from outside. It knows who calls, bounds what they send, and passes requests on to the
 * service that the path's prefix names. It is a `Service`: routes of its own, which compose several services, are added like any other's.
 * @throws ConfigError when a route wants tokens and no key is configured.
 */
export const createGateway = <Config extends ServiceConfig & GatewayConfig>(options: GatewayOptions<Config>): Service<Config> => {
  const { config, routes, name = 'gateway' } = options;
  const service = createService({
    name, config,
    contract: { name, version: '1.0.0', routes: {}, events: {} },
    http: { trustProxy: config.TRUST_PROXY, longestRequest: Math.max(0, ...routes.map(({ timeoutMs = 0 }) => timeoutMs)) },
    operations: config.ADMIN_PORT === undefined ? 'nowhere' : { port: config.ADMIN_PORT },
  });
  const { app, log } = service;
  const verify = tokenVerifierFor(config, routes, log);

  // Before anything reads the headers, logs and clients included: what comes from outside is nobody's identity yet.
  app.server.prependListener('request', ({ headers }) => { stripIdentity(headers); });
  app.addHook('onRequest', refuseAmbiguity);
  const ownHeaders = securityHeaders();
  addSecurityHeaders(app, ownHeaders);
  if (options.cors !== undefined) app.register(cors, options.cors);
  addRateLimit(service, { limit: options.rateLimit ?? { max: 600, windowMs: 60_000 }, redisUrl: config.REDIS_URL });
  if (routes.some(({ websocket }) => websocket === true)) acceptUpgrades(app);
  addRoutes(service, { routes, verify, ownHeaders, bodyLimit: options.bodyLimit ?? 1024 * 1024 });
  return service;
};

type Routes = { readonly routes: readonly GatewayRoute[]; readonly verify: TokenVerifier; readonly ownHeaders: OutgoingHttpHeaders; readonly bodyLimit: number };

const addRoutes = (service: Service, { routes, verify, ownHeaders, bodyLimit }: Routes): void => {
  const longLived = createLongLived(service);
  const upstreamOf = createUpstreams(service);
  service.app.register(async (scope) => {
    // Bodies are passed on as they come, so nothing here may read them.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => { done(null); });
    for (const route of routes) {
      const { prefix, timeoutMs, idleTimeoutMs = 60_000 } = route;
      const parts = { upstream: upstreamOf(route.service), tracing: service.tracing, longLived, ownHeaders, bodyLimit: route.bodyLimit ?? bodyLimit, idleTimeoutMs };
      const common = { preHandler: route.auth === 'jwt' ? authenticate(verify, route) : [], config: timeoutMs === undefined ? {} : { timeoutMs }, exposeHeadRoute: false };
      const handler = withTunnel(route, createProxy(parts, prefix), createTunnel(parts));
      for (const url of [prefix, `${prefix}/*`]) for (const method of METHODS) scope.route({ ...common, method, url, handler });
    }
  });
};

const withTunnel = ({ websocket = false }: GatewayRoute, proxy: ProxyHandler, tunnel: ProxyHandler): ProxyHandler => {
  if (!websocket) return proxy;
  return async (request, reply) => (upgradeOf(request.raw) === undefined ? proxy : tunnel)(request, reply);
};

const tokenVerifierFor = (config: GatewayConfig, routes: readonly GatewayRoute[], log: Logger): TokenVerifier => {
  const keys = [config.JWT_SECRET, config.JWKS_URL].filter((key) => key !== undefined);
  const wanted = routes.some(({ auth }) => auth === 'jwt');
  if (keys.length > 1) throw new ConfigError({ JWT_SECRET: 'cannot be combined with JWKS_URL: a token must have one kind of key' });
  if (wanted && keys.length === 0) throw new ConfigError({ JWT_SECRET: 'is required (or JWKS_URL), because a route asks for a token' });
  return createTokenVerifier(config, { onKeysAway: (error) => { log.warn({ err: error }, 'the issuer\'s keys could not be fetched; those that are known hold'); } });
};
