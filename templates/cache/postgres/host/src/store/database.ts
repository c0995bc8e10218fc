/** The user's service has tables; these templates need none. */
export type Database = object;
