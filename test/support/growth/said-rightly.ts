import type { Grown } from './grown.ts';

/**
 * What `ms lint` says rightly of a system that grew by valid commands: two services that tell one another something (information), and, where nobody listens to
 * another one yet, that all they do is call. No command makes up for what its user did not ask for.
 */
export const isSaidRightly = ({ events }: Grown, { rule }: { readonly rule?: string }): boolean =>
  rule === 'event-cycle' || (rule === 'sync-everywhere' && Object.entries(events).every(([type, { consumers }]) => consumers.every((name) => type.startsWith(`${name}.`))));
