import type { Files } from '../../files.ts';
import { baseOf, folderOf, isWithin, join } from '../../paths.ts';
import { readYaml } from '../yaml.ts';
import type { Manifest } from './manifests.ts';

/** Folders of kustomize's components that no kustomization takes in: prepared for whoever wants them, and applied nowhere. */
const unused = (files: Files): readonly string[] => {
  const found = files.paths.filter((path) => /^kustomization\.ya?ml$/.test(baseOf(path))).flatMap((path) => readYaml(files.read(path) ?? '').map((yaml) => ({ folder: folderOf(path), yaml })));
  const taken = new Set(found.flatMap(({ folder, yaml }) => (yaml.get('components')?.items ?? []).flatMap(({ text }) => (text === null ? [] : [join(folder, text)]))));
  return found.filter(({ folder, yaml }) => yaml.get('kind')?.text === 'Component' && !taken.has(folder)).map(({ folder }) => folder);
};

/** Without what lies in such folders. */
export const withoutUnused = (files: Files, manifests: readonly Manifest[]): readonly Manifest[] => {
  const folders = unused(files);
  return folders.length === 0 ? manifests : manifests.filter(({ file }) => !folders.some((folder) => isWithin(file, folder)));
};
