import { ExitCode, UserError } from '../shared/errors.ts';
import type { Files } from '../system/files.ts';
import type { Model, Service } from '../system/model.ts';
import type { PackageManager } from './package-manager.ts';

/** A repository that somebody else made, as its own files say. */
export interface AdoptedSystem {
  readonly pm: PackageManager;
  readonly model: Model;
  readonly files: Files;
  readonly chassis: InstalledChassis;
}

/** The compiled chassis; without a tarball it comes from the registry. */
export interface InstalledChassis {
  readonly version: string;
  readonly tarball: Uint8Array | null;
}

export const chassisPackage = '@create-microservice/chassis';

const above = (folder: string): readonly string[] => (folder === '.' ? ['.'] : [folder, ...above(folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '.')]);

export const inFolder = (folder: string, path: string): string => (folder === '.' ? path : `${folder}/${path}`);

/** Folder of the package.json that a service's dependencies stand in: its own, or one above it; @throws UserError (exit 3) where there is none */
export const packageFolder = ({ files }: AdoptedSystem, { name, path }: Service): string => {
  const folder = above(path).find((one) => files.read(inFolder(one, 'package.json')) !== undefined);
  if (folder === undefined) throw new UserError(ExitCode.refused, `${name} has no package.json, in ${path} or above`, 'The chassis is a package: a service takes it as a dependency.');
  return folder;
};

/** Folders that could hold what a service's files are compiled and loaded by, nearest first. */
export const foldersOf = ({ path }: Service): readonly string[] => above(path);
