import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exists, readText } from './text-file.ts';

/** What package.json of the tool says that the tool itself needs to know. */
export interface ToolPackage {
  readonly name: string;
  readonly version: string;
  /** Where bugs are reported. */
  readonly bugs: string;
  /** Where its sources are. */
  readonly homepage: string;
  readonly engines: { readonly node: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly createMicroservice: { readonly published: boolean };
}

const find = (folder: string): string => {
  if (exists(join(folder, 'package.json')) && exists(join(folder, 'templates'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('the package of create-microservice is incomplete: its templates are missing');
  return find(parent);
};

/** The folder of this package: the checkout, or where the package manager put it. */
export const packageRoot = find(dirname(fileURLToPath(import.meta.url)));

/** True in a checkout, where the sources are; the published package has none. */
export const isCheckout = exists(join(packageRoot, 'src', 'cli', 'main.ts'));

export const toolPackage = (): ToolPackage => JSON.parse(readText(join(packageRoot, 'package.json')) ?? '') as ToolPackage;
