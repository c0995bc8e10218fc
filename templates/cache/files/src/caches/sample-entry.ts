import type { Cache, Caches } from '@sample-system/chassis';
import { z } from 'zod';

/** What is kept. What an earlier version has kept in another shape is loaded anew. */
const sampleEntrySchema = z.object({ id: z.string() });

export type SampleEntry = z.output<typeof sampleEntrySchema>;
export type SampleEntryCache = Cache<SampleEntry>;

/** One of them, for tests. */
export const sampleEntryExample: SampleEntry = { id: '1' };

/**
 * sample-entry by key, from wherever it is loaded: `await sampleEntryCache.get(id, async ({ signal }) => …)`. Whoever asks for the key gets the same: what
 * differs by user has the user in its key. Nothing is older than `ttlMs`, whatever becomes of events.
 */
export const openSampleEntryCache = (caches: Caches): SampleEntryCache =>
  caches.open({ name: 'sample-entry', value: sampleEntrySchema, ttlMs: 60_000 });
