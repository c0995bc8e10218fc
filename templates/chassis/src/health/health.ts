/** Resolves when the part works; rejects or throws with the reason when it does not. */
export type ReadinessCheck = () => Promise<void> | void;
