import { randomUUID } from 'node:crypto';
import type { ZodType } from 'zod';
import type { CacheStore } from './cache-store.ts';

/** The state of a key between two times that it is forgotten. An entry holds only as long as its key has the version under which it was looked for. */
export type Version = string;

export type Entries<Value> = {
  readonly find: (key: string) => Promise<{ readonly version: Version; readonly value: Value | undefined }>;
  /** Without effect where the key has been forgotten since. */
  readonly keep: (key: string, version: Version, value: Value) => Promise<void>;
  readonly forget: (key: string) => Promise<void>;
  readonly forgetAll: () => Promise<void>;
};

export type EntriesOptions<Value> = {
  /** Before every key in the store. */
  readonly prefix: string;
  readonly schema: ZodType<Value>;
  /** Longest life of an entry. */
  readonly ttlMs: number;
  /** Longest time between looking for an entry and keeping it. */
  readonly loadMs: number;
};

/** Entries made together do not end together. */
const jitter = 0.1;
const shortened = (ttlMs: number): number => Math.max(1, Math.round(ttlMs * (1 - jitter * Math.random())));

export const createEntries = <Value>(store: CacheStore, { prefix, schema, ttlMs, loadMs }: EntriesOptions<Value>): Entries<Value> => {
  const whole = `${prefix}:version`;
  const place = (key: string) => ({ value: `${prefix}:value:${key}`, version: `${prefix}:version:${key}` });
  /** A version is known for longer than any entry that was looked for before it can live. */
  const versionMs = ttlMs + loadMs;

  return {
    find: async (key) => {
      const { value, version } = place(key);
      const [text = null, own, all] = await store.read([value, version, whole]);
      const current = `${own ?? ''}/${all ?? ''}`;
      return { version: current, value: text === null ? undefined : unpacked(text, current, schema) };
    },
    keep: async (key, version, value) => store.write(place(key).value, JSON.stringify({ version, value: schema.encode(value) }), shortened(ttlMs)),
    forget: async (key) => store.write(place(key).version, randomUUID(), versionMs),
    forgetAll: async () => store.write(whole, randomUUID(), versionMs),
  };
};

type Kept = { readonly version: Version; readonly value: unknown };

/** What another version of the service has kept, in another shape, is none. */
const unpacked = <Value>(text: string, current: Version, schema: ZodType<Value>): Value | undefined => {
  const kept = JSON.parse(text) as Kept;
  const parsed = schema.safeParse(kept.value);
  return kept.version === current && parsed.success ? parsed.data : undefined;
};
