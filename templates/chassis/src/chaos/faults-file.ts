import { readFileSync, statSync } from 'node:fs';
import type { Fault } from './fault.ts';

/** Faults by service, as `ms dev` writes them. */
export type FaultsByService = Readonly<Record<string, readonly Fault[]>>;

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** What the file says of a service now. It is looked at for each request, and read when it has changed: one developer's load. */
export const faultsFile = (path: string, service: string): (() => readonly Fault[]) => {
  let known = 0;
  let faults: readonly Fault[] = [];
  return () => {
    const changed = changedAt(path);
    if (changed !== known) {
      known = changed;
      faults = changed === 0 ? [] : (JSON.parse(readFileSync(path, 'utf8')) as FaultsByService)[service] ?? [];
    }
    return faults;
  };
};
