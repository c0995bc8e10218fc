import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isCheckout, packageRoot } from './package-root.ts';
import { newest } from './newest.ts';

const tarball = join(packageRoot, 'dist', 'chassis.tgz');

/** True when the chassis is newer than what was compiled from it. Only a checkout has what it is compiled by. */
export const chassisIsStale = (): boolean => {
  const built = statSync(tarball, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return isCheckout && ['chassis', 'installed'].some((folder) => newest(join(packageRoot, 'templates', folder, 'src')) > built);
};

/** The compiled chassis, as npm packs it: made by `npm run build`. */
export const chassisTarball = (): Uint8Array => readFileSync(tarball);
