import { inFolder, type AdoptedSystem } from '../../create/adopted-system.ts';
import { commandsOf } from '../../create/package-manager.ts';

/** What installs the chassis in folders: packages of a workspace are installed at its root, others where they are. */
export const installLines = ({ pm, files }: AdoptedSystem, folders: readonly string[]): readonly string[] => {
  const isWorkspace = /"workspaces"\s*:/.test(files.read('package.json') ?? '') || files.read('pnpm-workspace.yaml') !== undefined;
  const installs = folders.map((folder) => (isWorkspace || folder === '.' ? commandsOf(pm).install : `(cd ${folder} && ${commandsOf(pm).install})`));
  return [...new Set(installs), `images that install packages take ${folders.map((folder) => inFolder(folder, '.ms/')).join(' and ')} with them`];
};
