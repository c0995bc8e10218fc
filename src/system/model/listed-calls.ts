import type { Call, Evidence, Guards, Site } from '../model.ts';
import { readAddress } from './address.ts';
import type { Reached } from './directory.ts';
import type { System } from './system.ts';

/** A target that a file of settings lists for a gateway. */
export interface ListedTarget {
  readonly from: string;
  readonly client: string;
  readonly method: string | null;
  /** What the file calls it; the service of that name, where the address does not tell. */
  readonly name: string;
  readonly url: string;
  readonly at: Site;
  readonly guards: Partial<Guards>;
  readonly resolvedBy: readonly Evidence[];
}

/** One call for each target that is listed, at the line that lists it. */
export const listedCall = ({ directory }: System, { from, client, method, name, url, at, guards, resolvedBy }: ListedTarget): Call => {
  const address = readAddress(url);
  const direct = address === null ? null : directory.byAddress(address);
  const named = direct?.kind === 'service' ? null : directory.byName(name);
  const reached: Reached = named === null ? (direct ?? { kind: 'unknown', reason: `'${url}' names no host` }) : { kind: 'service', service: named };
  const { timeout = false, breaker = false, retry = false } = guards;
  return {
    from, to: reached.kind === 'service' ? reached.service.name : null, toKind: reached.kind, client, method, path: address?.path ?? null, timeout, breaker, retry,
    inLoop: false, resolvedBy, unresolved: reached.kind === 'unknown' ? reached.reason : null, handlers: [], file: at.file, line: at.line, column: 1,
  };
};
