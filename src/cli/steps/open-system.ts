import { analyze } from '../../system/analyze.ts';
import { standingSystem, type StandingSystem } from '../../create/standing-system.ts';
import { requireSystem } from '../../files/find-system.ts';
import { recover } from '../../files/journal.ts';
import type { Manifest } from '../../files/manifest.ts';
import { readTree } from '../../files/read-tree.ts';
import { reader } from '../../files/text-file.ts';
import type { Terminal } from '../command.ts';
import { readManifest } from './target.ts';

/** The system around a folder, read from its code, and what the tool knows of its own files. */
export interface OpenSystem {
  /** Absolute. */
  readonly root: string;
  readonly manifest: Manifest;
  readonly manifestText: string;
  readonly system: StandingSystem;
}

/** Finishes what an interrupted command left, then reads the system. */
export const openSystem = (cwd: string, terminal: Terminal): OpenSystem => {
  const root = requireSystem(cwd);
  if (recover(root)) terminal.err('finished what an interrupted command had left.');
  const { manifest, text } = readManifest(root);
  return { root, manifest, manifestText: text, system: standingSystem(analyze(readTree(root)), reader(root)) };
};
