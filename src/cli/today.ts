/** YYYY-MM-DD; the day that exceptions and flags expire against. */
export const today = (): string => new Date().toISOString().slice(0, 10);
