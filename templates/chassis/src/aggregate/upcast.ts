import type { EventKind, EventKinds } from './define-aggregate.ts';

/** An event as it is kept. */
export type KeptEvent = { readonly type: string; readonly schema: number; readonly data: unknown };

/** @throws Error where a version before the present one has no way to the next */
export const everyUpcaster = (name: string, { version, upcasters = {} }: EventKind): void => {
  for (let from = 1; from < version; from += 1) if (upcasters[from] === undefined) throw new Error(`${name} is at version ${version}, and no upcaster says how version ${from} is read.`);
};

/**
 * The event in the words of today. What was written in them was checked when it was written.
 * @throws Error for a kind or a version that this code does not know: it is older than what wrote it; ZodError for what the upcasters made wrong
 */
export const upcast = (kinds: EventKinds, { type, schema, data }: KeptEvent): { readonly type: string; readonly data: unknown } => {
  const kind = kinds[type];
  if (kind === undefined) throw new Error(`There is no event ${type} any more; what has happened cannot be taken out of the code.`);
  if (schema > kind.version) throw new Error(`An event ${type} has version ${schema}, and this code knows version ${kind.version}.`);
  if (schema === kind.version) return { type, data };
  const upcasters = kind.upcasters as Readonly<Record<number, (data: unknown) => unknown>> | undefined;
  const steps = Array.from({ length: kind.version - schema }, (_, index) => upcasters?.[schema + index]);
  return { type, data: kind.data.parse(steps.reduce((value, step) => step?.(value), data)) };
};
