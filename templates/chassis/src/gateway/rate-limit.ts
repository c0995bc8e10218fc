import rateLimit from '@fastify/rate-limit';
import { Problem } from '../http/problem.ts';
import { connectRedis } from '../redis/connect-redis.ts';
import type { Service } from '../service/service.ts';
import { eitherCounter, ownCounter, sharedCounter, storeOf, type Counter } from './rate-limit-counters.ts';

export type RateLimit = {
  /** Requests in a window, from one address. */
  readonly max: number;
  readonly windowMs: number;
};

type LimitOptions = { readonly limit: RateLimit; readonly redisUrl: string | undefined };
type LimitHost = Pick<Service, 'app' | 'log' | 'onClose' | 'onStart'>;

/** Counts in Redis, together with the other gateways, or in this process: without `redisUrl`, and while Redis is away, which must not take the system down. */
export const addRateLimit = (service: LimitHost, { limit, redisUrl }: LimitOptions): void => {
  const inRedis = (url: string): Counter => sharedCounter(connectRedis(service, { url, commandTimeoutMs: 500, whileAway: 'rate limits are counted by each gateway for itself' }), 'rate-limit:');
  service.app.register(rateLimit, {
    max: limit.max,
    timeWindow: limit.windowMs,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { after, statusCode }) => tooMany(statusCode, `More than ${limit.max} requests in ${limit.windowMs / 1000} s; try again in ${after}.`),
    ...(redisUrl !== undefined && { store: storeOf(eitherCounter(inRedis(redisUrl), ownCounter())) }),
  });
};

const tooMany = (status: number, detail: string): Problem => new Problem({ status, type: 'rate-limited', title: 'Too many requests', detail });
