import type { Files } from '../files.ts';
import { baseOf, folderOf, join } from '../paths.ts';
import { asRecord, asText, readJson } from './packages.ts';

/** An application or a library that a monorepo tool declares: Nest CLI, Nx, Angular's workspace file. */
export interface Project {
  readonly name: string;
  readonly folder: string;
  readonly declared: string;
  readonly application: boolean;
  /** The tool says that it is one; nothing that is no application need be. */
  readonly library: boolean;
}

const kindOf = (type: unknown): Pick<Project, 'application' | 'library'> => ({ application: type === 'application', library: type === 'library' });

const nestProjects = (files: Files, path: string): readonly Project[] =>
  Object.entries(asRecord(readJson(files, path)['projects'])).map(([name, value]) => {
    const project = asRecord(value);
    const root = asText(project['root']) ?? folderOf(asText(project['sourceRoot']) ?? '.');
    return { name, folder: join(folderOf(path), root), declared: path, ...kindOf(project['type']) };
  });

const nxProject = (files: Files, path: string): Project => {
  const json = readJson(files, path);
  const folder = folderOf(path);
  return { name: asText(json['name']) ?? baseOf(folder), folder, declared: path, ...kindOf(json['projectType']) };
};

/** `projects` of an older Nx workspace or of Angular; those that name a folder only have a `project.json` there. */
const listedProjects = (files: Files, path: string): readonly Project[] =>
  Object.entries(asRecord(readJson(files, path)['projects'])).flatMap(([name, value]) => {
    const project = asRecord(value);
    const root = asText(project['root']);
    return root === null || root === '' ? [] : [{ name, folder: join(folderOf(path), root), declared: path, ...kindOf(project['projectType']) }];
  });

export const readProjects = (files: Files): readonly Project[] =>
  files.paths.flatMap((path) => {
    const name = baseOf(path);
    if (name === 'nest-cli.json') return nestProjects(files, path);
    if (name === 'workspace.json' || name === 'angular.json') return listedProjects(files, path);
    return name === 'project.json' ? [nxProject(files, path)] : [];
  });
