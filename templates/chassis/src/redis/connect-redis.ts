import { Redis } from 'ioredis';
import type { Service } from '../service/service.ts';

export type RedisOptions = {
  readonly url: string;
  /** Longest time of one command, in milliseconds. */
  readonly commandTimeoutMs: number;
  /** What is said in the log while it is away. */
  readonly whileAway: string;
};

type RedisHost = Pick<Service, 'log' | 'onClose' | 'onStart'>;

/** A connection for what may do without it: a command fails at once while Redis is away, nothing is queued, and it connects again by itself. */
export const connectRedis = ({ log, onClose, onStart }: RedisHost, { url, commandTimeoutMs, whileAway }: RedisOptions): Redis => {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 1_000, commandTimeout: commandTimeoutMs, maxRetriesPerRequest: 0, enableOfflineQueue: false });
  redis.on('error', (error: Error) => { log.warn({ err: error }, `Redis is away; ${whileAway}`); });
  // The error is told by the event; ioredis goes on trying.
  onStart(async () => { await redis.connect().catch(() => {}); });
  onClose('clients', () => { redis.disconnect(); });
  return redis;
};
