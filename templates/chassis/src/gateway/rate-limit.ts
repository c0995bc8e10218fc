import rateLimit from '@fastify/rate-limit';
import { Redis } from 'ioredis';

import { Problem } from '../http/problem.ts';
import type { Service } from '../service/service.ts';
import { eitherCounter, ownCounter, sharedCounter, storeOf } from './rate-limit-counters.ts';

export type RateLimit = {
  /** Requests in a window, from one address. */
  readonly max: number;
  readonly windowMs: number;
};

type LimitOptions = { readonly limit: RateLimit; readonly redisUrl: string | undefined };
type LimitHost = Pick<Service, 'app' | 'log' | 'onClose' | 'onStart'>;

/** Counts in Redis, together with the other gateways, or in this process: without `redisUrl`, and while Redis is away, which must not take the system down. */
export const addRateLimit = (service: LimitHost, { limit, redisUrl }: LimitOptions): void => {
  service.app.register(rateLimit, {
    max: limit.max,
    timeWindow: limit.windowMs,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { after, statusCode }) => tooMany(statusCode, `More than ${limit.max} requests in ${limit.windowMs / 1000} s; try again in ${after}.`),
    ...(redisUrl !== undefined && { store: storeOf(eitherCounter(sharedCounter(connectRedis(service, redisUrl), 'rate-limit:'), ownCounter())) }),
  });
};

const tooMany = (status: number, detail: string): Problem => new Problem({ status, type: 'rate-limited', title: 'Too many requests', detail });

const connectRedis = ({ log, onClose, onStart }: LimitHost, url: string): Redis => {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 1_000, commandTimeout: 500, maxRetriesPerRequest: 0, enableOfflineQueue: false });
  redis.on('error', (error: Error) => { log.warn({ err: error }, 'Redis is away; rate limits are counted by each gateway for itself'); });
  // The error is told by the event; ioredis goes on trying.
  onStart(async () => { await redis.connect().catch(() => {}); });
  onClose('clients', () => { redis.disconnect(); });
  return redis;
};
