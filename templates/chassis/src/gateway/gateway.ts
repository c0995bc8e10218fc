import cors, { type FastifyCorsOptions } from '@fastify/cors';
import helmet from '@fastify/helmet';
import type { GatewayConfig, ServiceConfig } from '../config/config.ts';
import { ConfigError } from '../config/load-config.ts';
import { createService } from '../service/create-service.ts';
import type { Service } from '../service/service.ts';
import { authenticate } from './authenticate.ts';
import { stripIdentity } from './identity-headers.ts';
import { createProxy } from './proxy.ts';
import { addRateLimit, type RateLimit } from './rate-limit.ts';
import { refusePathTricks } from './path-tricks.ts';
import type { GatewayRoute } from './route.ts';
import { createTokenVerifier, type TokenVerifier } from './token.ts';

export type { GatewayRoute } from './route.ts';
export type { RateLimit } from './rate-limit.ts';

export type GatewayOptions<Config extends ServiceConfig & GatewayConfig> = {
  readonly config: Config;
  readonly routes: readonly GatewayRoute[];
  /** As of @fastify/cors. Without it no other origin may read answers. */
  readonly cors?: FastifyCorsOptions;
  /** Default: 600 requests a minute from one address. */
  readonly rateLimit?: RateLimit;
  /** Largest request body in bytes. Default: 1 MiB. */
  readonly bodyLimit?: number;
  readonly name?: string;
};

/**
 * The one service that is reachable from outside. It knows who calls, bounds what they send, and passes requests on to the
 * service that the path's prefix names. It is a `Service`: routes of its own, which compose several services, are added like any other's.
 * @throws ConfigError when a route wants tokens and no key is configured.
 */
/** One route each, so that spans, logs and metrics name the method that was asked for. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export const createGateway = <Config extends ServiceConfig & GatewayConfig>(options: GatewayOptions<Config>): Service<Config> => {
  const { config, routes, name = 'gateway' } = options;
  const service = createService({ name, config, contract: { name, version: '1.0.0', routes: {}, events: {} } });
  const { app } = service;
  const verify = tokenVerifierFor(config, routes);

  // Before anything reads the headers, logs and clients included: what comes from outside is nobody's identity yet.
  app.server.prependListener('request', ({ headers }) => { stripIdentity(headers); });
  app.addHook('onRequest', refusePathTricks);
  app.register(helmet);
  if (options.cors !== undefined) app.register(cors, options.cors);
  addRateLimit(service, { limit: options.rateLimit ?? { max: 600, windowMs: 60_000 }, redisUrl: config.REDIS_URL });

  const proxy = createProxy(service, { bodyLimit: options.bodyLimit ?? 1024 * 1024 });
  app.register(async (scope) => {
    // Bodies are passed on as they come, so nothing here may read them.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => { done(null); });
    for (const route of routes) {
      const preHandler = route.auth === 'jwt' ? authenticate(verify, route) : [];
      const handler = proxy(route);
      for (const url of [route.prefix, `${route.prefix}/*`]) {
        for (const method of METHODS) scope.route({ method, url, preHandler, handler, exposeHeadRoute: false });
      }
    }
  });
  return service;
};

const tokenVerifierFor = (config: GatewayConfig, routes: readonly GatewayRoute[]): TokenVerifier => {
  const keys = [config.JWT_SECRET, config.JWKS_URL].filter((key) => key !== undefined);
  const wanted = routes.some(({ auth }) => auth === 'jwt');
  if (keys.length > 1) throw new ConfigError({ JWT_SECRET: 'cannot be combined with JWKS_URL: a token must have one kind of key' });
  if (wanted && keys.length === 0) throw new ConfigError({ JWT_SECRET: 'is required (or JWKS_URL), because a route asks for a token' });
  return createTokenVerifier(config);
};
