import type { Files } from '../../files.ts';
import type { Deployment } from '../../model.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { System } from '../system.ts';
import { readEntrances } from './entrances.ts';
import { readExposures } from './exposures.ts';
import { readImages } from './images.ts';
import { readPipelines } from './pipelines.ts';
import { readStartDependencies } from './start-dependencies.ts';

/** How and where the system runs, as its deployment files say. */
export const readDeployment = (files: Files, found: Workspace, { directory }: System): Deployment => ({
  startDependencies: readStartDependencies(found, directory),
  probes: [],
  ports: [],
  exposures: readExposures(found, directory),
  entrances: readEntrances(files, found),
  images: readImages(files, found),
  pipelines: readPipelines(files),
  wholeRepository: files.isPart !== true,
});
