import { randomBytes } from 'node:crypto';
import { nodeMajor } from '../../create/root-package.ts';
import type { ServiceMaterial } from '../../create/wiring.ts';
import { toolPackage } from '../../files/package-root.ts';
import { readTemplates } from '../../files/read-templates.ts';
import { rootVersions } from './versions.ts';

/** What a new service is made from, beside the answers. */
export const serviceMaterial = (): ServiceMaterial => {
  const { version } = toolPackage();
  return { templates: readTemplates(), toolVersion: version, nodeVersion: nodeMajor(rootVersions(version)), random: () => randomBytes(24).toString('base64url') };
};
