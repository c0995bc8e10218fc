import type { AdoptedSystem } from '../../create/adopted-system.ts';
import { packageManagerIn } from '../../create/standing-system.ts';
import { requireSystem } from '../../files/find-system.ts';
import { isAdopted } from '../../files/manifest.ts';
import type { Invocation } from '../command.ts';
import { declaredIn, openConfig } from '../lint/lint-config.ts';
import { locateSystem, readSystem } from '../read-system.ts';
import type { OpenRoot } from './open-system.ts';
import { readManifest } from './target.ts';
import { installedChassis } from './tool-source.ts';

export interface OpenAdopted extends OpenRoot {
  readonly system: AdoptedSystem;
}

/** The adopted repository around a folder; null in a system that this tool made. @throws UserError (exit 3) outside of both */
export const openAdopted = async (invocation: Invocation): Promise<OpenAdopted | null> => {
  const root = requireSystem(invocation.cwd);
  const manifest = readManifest(root);
  if (!isAdopted(manifest)) return null;
  const { config } = await openConfig(root, { cwd: root, flags: {} });
  const { files, model } = readSystem(locateSystem(root, []), invocation, declaredIn(config));
  return { root, manifest, system: { pm: packageManagerIn(files.read), model, files, chassis: await installedChassis(invocation.terminal) } };
};
