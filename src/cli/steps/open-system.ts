import { analyze } from '../../system/analyze.ts';
import { standingSystem, type StandingSystem } from '../../create/standing-system.ts';
import { requireSystem } from '../../files/find-system.ts';
import type { Manifest } from '../../files/manifest.ts';
import { readTree } from '../../files/read-tree.ts';
import { reader } from '../../files/text-file.ts';
import { readManifest } from './target.ts';

/** The system around a folder, read from its code, and what the tool knows of its own files. */
export interface OpenSystem {
  /** Absolute. */
  readonly root: string;
  readonly manifest: Manifest;
  readonly system: StandingSystem;
}

export const openSystem = (cwd: string): OpenSystem => {
  const root = requireSystem(cwd);
  return { root, manifest: readManifest(root), system: standingSystem(analyze(readTree(root)), reader(root)) };
};
