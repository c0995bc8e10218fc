/** What the store reads from the environment: nothing, it lives and dies with the process. */
export const storeConfig = {};
