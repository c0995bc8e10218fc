import type { Files } from '../../files.ts';
import type { Deployment } from '../../deployment-model.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { ordered } from '../ordered.ts';
import type { System } from '../system.ts';
import { readEntrances } from './entrances.ts';
import { readEnvironments } from './environments.ts';
import { readExposures } from './exposures.ts';
import { readImages } from './images.ts';
import { readOpenPaths } from './open-paths.ts';
import { readPipelines } from './pipelines.ts';
import { readPortClaims } from './port-claims.ts';
import { readProbes } from './probes.ts';
import { readStartDependencies } from './start-dependencies.ts';

/** How and where the system runs, as its deployment files say. */
export const readDeployment = (files: Files, found: Workspace, system: System): Deployment => ({
  startDependencies: ordered(readStartDependencies(found, system.directory)),
  probes: ordered(readProbes(system.deployed)),
  openPaths: ordered(readOpenPaths(system)),
  ports: ordered(readPortClaims(system)),
  exposures: ordered(readExposures(found, system.directory)),
  entrances: ordered(readEntrances(files, found)),
  images: ordered(readImages(files, found)),
  pipelines: ordered(readPipelines(files)),
  environments: readEnvironments(system),
  wholeRepository: files.isPart !== true,
});
