const FIRST_MS = 250;
const LONGEST_MS = 10_000;
const HEALTHY_AFTER_MS = 10_000;

/** Milliseconds to wait before the next start of a service that ended `crashes` times in a row. */
export const restartDelay = (crashes: number): number => Math.min(FIRST_MS * 2 ** (crashes - 1), LONGEST_MS);

/** A run of this length was no failed start: counting begins anew. */
export const countCrash = (crashes: number, ranForMs: number): number => ranForMs >= HEALTHY_AFTER_MS ? 1 : crashes + 1;
