import { callbackify } from 'node:util';
import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';

/** Requests in the window that is open, this one included, and milliseconds until it ends. */
export type Count = { readonly current: number; readonly ttl: number };
export type Counter = (key: string, windowMs: number) => Promise<Count>;

/** One step on the server: a gateway that dies between counting and setting the end would leave a count that never ends. */
const script = `
local current = redis.call('INCR', KEYS[1])
if current == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {current, redis.call('PTTL', KEYS[1])}`;

/** Counts for all gateways together. Rejects while Redis is away. */
export const sharedCounter = (redis: Redis, prefix: string): Counter => async (key, windowMs) => {
  const [current, ttl] = await redis.eval(script, 1, prefix + key, windowMs) as [number, number];
  return { current, ttl };
};

/** Clients remembered at once; beyond it the oldest starts anew. */
const CLIENTS = 10_000;

/** Counts for this gateway alone. */
export const ownCounter = (): Counter => {
  const windows = new LRUCache<string, { current: number; readonly endsAt: number }>({ max: CLIENTS });
  return async (key, windowMs) => {
    const now = Date.now();
    const open = windows.get(key);
    const window = open !== undefined && open.endsAt > now ? open : { current: 0, endsAt: now + windowMs };
    window.current += 1;
    windows.set(key, window);
    return { current: window.current, ttl: window.endsAt - now };
  };
};

/** `second` while `first` fails. */
export const eitherCounter = (first: Counter, second: Counter): Counter => async (key, windowMs) =>
  first(key, windowMs).catch(() => second(key, windowMs));

/** The plugin constructs its store, so this is a function that can be called with `new`. */
export const storeOf = (count: Counter): FastifyRateLimitStoreCtor => {
  const counted = callbackify(count);
  const store: FastifyRateLimitStore = {
    incr: (key, callback, windowMs) => { counted(key, windowMs, callback); },
    child: () => store,
  };
  return function Store() { return store; } as unknown as FastifyRateLimitStoreCtor;
};
