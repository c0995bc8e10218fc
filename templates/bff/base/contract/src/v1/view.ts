import { z, type ZodType } from 'zod';

/** What of a view could not be got: the part, and which of several. It can be asked for again. */
export const failure = z.object({ part: z.string(), key: z.string().optional(), type: z.string(), status: z.int() });

/** One key, several, or none: `?order=1&order=2`. */
export const several = <Key extends ZodType>(key: Key) => z.union([key, z.array(key).max(100)]).optional();
