/**
 * What became of the values that a schema lets through.
 * - `narrowed`: some that were right are not any more, `widened`: some are right that were not
 * - `extended`: as before, and there may be more in them
 * - `defaulted`: what is left out means something else
 * - `changed`: neither more nor less, but others
 */
export type Effect = 'narrowed' | 'widened' | 'extended' | 'defaulted' | 'changed';

export interface SchemaChange {
  /** `lines[].sku`; empty for the whole. */
  readonly place: string;
  readonly effect: Effect;
  /** A predicate: `is new and required`. */
  readonly what: string;
}

export const member = (place: string, name: string): string => (place === '' ? name : `${place}.${name}`);

/** For people: `"held"`, `3`, `null`. */
export const shown = (value: unknown): string => JSON.stringify(value);
