import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mutate, type Protection } from './mutations.ts';

const repository = join(import.meta.dirname, '..', '..', '..');
/** Inside the repository: so Node finds its packages from there, and nothing need be installed. */
const cache = join(repository, '.cache', 'chaos');
/** Its packages are called as they are in the templates, so the witness can be checked where it lies. */
const name = 'sample-system';

export interface Copy {
  readonly folder: string;
  readonly remove: () => void;
}

/** The shop as our own `create` makes it, with the witness, and without the given protections. */
export const createCopy = (without: readonly Protection[]): Copy => {
  mkdirSync(cache, { recursive: true });
  const parent = mkdtempSync(join(cache, 'shop-'));
  const remove = (): void => { rmSync(parent, { recursive: true, force: true }); };
  try {
    return { folder: fill(parent, without), remove };
  } catch (error) {
    remove();
    throw error;
  }
};

const fill = (parent: string, without: readonly Protection[]): string => {
  const folder = join(parent, name);
  const flags = ['--preset', 'shop', '--yes', '--no-install', '--no-git', '--tool', '^0.1.0'];
  execFileSync(process.execPath, [join(repository, 'bin', 'create-microservice.js'), name, ...flags], { cwd: parent, stdio: 'pipe' });
  addWitness(folder);
  linkPackages(folder);
  for (const protection of without) mutate(folder, protection);
  return folder;
};

const addWitness = (folder: string): void => {
  const witness = join(folder, 'services', 'loyalty');
  cpSync(join(import.meta.dirname, '..', 'loyalty'), join(witness, 'src'), { recursive: true });
  writeFileSync(join(witness, 'package.json'), JSON.stringify({ name: `@${name}/loyalty`, private: true, type: 'module' }));
};

/** What an install of the workspaces would do for the system's own packages. */
const linkPackages = (folder: string): void => {
  const scope = join(folder, 'node_modules', `@${name}`);
  mkdirSync(scope, { recursive: true });
  for (const library of readdirSync(join(folder, 'packages'))) symlinkSync(join(folder, 'packages', library), join(scope, library));
  for (const service of ['orders', 'inventory', 'payment']) symlinkSync(join(folder, 'services', service, 'contract'), join(scope, `${service}-contract`));
};
