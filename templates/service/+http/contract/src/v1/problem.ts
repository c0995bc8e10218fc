import { z } from 'zod';

/** A refusal as RFC 9457 problem details. `type` tells a program which one, `detail` tells a person. */
export const problem = z.object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string().optional() });
