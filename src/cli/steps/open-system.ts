import { analyze } from '../../system/analyze.ts';
import { standingSystem, type StandingSystem } from '../../create/standing-system.ts';
import { requireSystem } from '../../files/find-system.ts';
import { isAdopted, type Manifest } from '../../files/manifest.ts';
import { readTree } from '../../files/read-tree.ts';
import { reader } from '../../files/text-file.ts';
import { ExitCode, UserError } from '../../shared/errors.ts';
import type { Files } from '../../system/files.ts';
import { readManifest } from './target.ts';

/** A root, and what the tool knows of its own files there. */
export interface OpenRoot {
  /** Absolute. */
  readonly root: string;
  readonly manifest: Manifest;
}

/** The system around a folder, read from its code. */
export interface OpenSystem extends OpenRoot {
  readonly system: StandingSystem;
  readonly files: Files;
}

/** @throws UserError (exit 3) outside of a system, and in a repository that was adopted: it has not the shape that is added to */
export const openSystem = (cwd: string): OpenSystem => {
  const root = requireSystem(cwd);
  const manifest = readManifest(root);
  if (isAdopted(manifest)) throw new UserError(ExitCode.refused, 'this repository was adopted, and the command adds to systems that create-microservice made', 'In an adopted one there are `ms add-client` and `ms add-event`. Nothing was written.');
  const files = readTree(root);
  return { root, manifest, files, system: standingSystem(analyze(files), reader(root)) };
};
