import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the services of a running `ms dev` look for faults that are injected into their answers. */
export const faultsPath = (directory: string): string => join(directory, 'chaos.json');

/** By service; an empty object takes all back. A reader sees the old file or the new one. */
export const writeFaults = (directory: string, faults: object): void => {
  const path = faultsPath(directory);
  if (Object.keys(faults).length === 0) {
    rmSync(path, { force: true });
    return;
  }
  writeFileSync(`${path}.next`, JSON.stringify(faults), { mode: 0o600 });
  renameSync(`${path}.next`, path);
};

/** What makes a service look there: a module of its chassis that is imported before it. Systems of before have none, and production refuses it. */
export const chaosModule = (root: string, { NODE_ENV }: Readonly<Record<string, string>>): string | undefined => {
  const path = join(root, 'packages', 'chassis', 'src', 'chaos', 'chaos.ts');
  return NODE_ENV !== 'production' && existsSync(path) ? path : undefined;
};
