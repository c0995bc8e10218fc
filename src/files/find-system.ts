import { dirname, join } from 'node:path';
import { readdirSync } from 'node:fs';
import { ExitCode, UserError } from '../shared/errors.ts';
import { manifestPath } from './manifest.ts';
import { exists, standing } from './text-file.ts';

/** Root of the generated system that holds a folder, or null. */
export const systemAround = (folder: string): string | null => {
  if (exists(join(folder, manifestPath))) return folder;
  const parent = dirname(folder);
  return parent === folder ? null : systemAround(parent);
};

/** Root of the system that a command works on. */
export const requireSystem = (cwd: string): string => {
  const root = systemAround(cwd);
  if (root === null) throw new UserError(ExitCode.refused, `${cwd} is not inside a system made by create-microservice`, 'Go into one, or make one: npx create-microservice my-shop.');
  return root;
};

/** What stands where a new system shall be. */
export const targetState = (target: string): 'free' | 'file' | 'system' | 'occupied' => {
  switch (standing(target)) {
    case 'nothing':
      return 'free';
    case 'file':
      return 'file';
    case 'folder':
      if (exists(join(target, manifestPath))) return 'system';
      return readdirSync(target).length === 0 ? 'free' : 'occupied';
  }
};
