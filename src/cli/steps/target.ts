import { basename, dirname } from 'node:path';
import { ExitCode, UserError } from '../../shared/errors.ts';
import { systemAround, targetState } from '../../files/find-system.ts';
import { recover } from '../../files/journal.ts';
import { manifestPath, parseManifest, type Manifest } from '../../files/manifest.ts';
import { reader } from '../../files/text-file.ts';

const refuse = (message: string, hint: string): never => {
  throw new UserError(ExitCode.refused, message, hint);
};

export const readManifest = (root: string): Manifest => parseManifest(reader(root)(manifestPath) ?? '');

/** The manifest of the system that stands at the target, or null where the target is free. Whatever else is there is refused. */
export const inspectTarget = (target: string, force: boolean): Manifest | null => {
  const outer = systemAround(dirname(target));
  if (outer !== null) refuse(`${target} is inside the system ${basename(outer)}`, 'Add a service to it with `ms add-service`, or make the new system elsewhere.');
  switch (targetState(target)) {
    case 'free':
      return null;
    case 'file':
      return refuse(`${target} is a file`, 'Choose another name, or move the file away.');
    case 'system':
      recover(target);
      return readManifest(target);
    case 'occupied':
      return force ? null : refuse(`${target} is not empty`, 'Choose another name, empty the folder, or add --force: files of the same name are then overwritten.');
  }
};
