import { readdirSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { create } from 'tar';
import { newest } from './newest.ts';
import { isCheckout, packageRoot } from './package-root.ts';
import { templatePaths } from './read-templates.ts';
import { exists } from './text-file.ts';

/** As `files` in package.json says: of the sources only the pages of the rules, of `ms dev` and of `ms graph` are read at run time. A test holds the two lists together. */
const isOwnUse = (path: string): boolean =>
  /^templates\/[^/]+\.(?:ts|json)$|\/src\/.*\.(?:test|fixture)\.ts$/.test(path) || (path.endsWith('/tsconfig.json') && !/^templates\/(?:chassis|system\/base)\/tsconfig\.json$/.test(path));

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

const relativeTo = (folder: string): readonly string[] => filesBelow(join(packageRoot, folder)).map((path) => relative(packageRoot, path).replaceAll(sep, '/'));

const packed = (): readonly string[] => [
  ...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'config.schema.json'].filter((path) => exists(join(packageRoot, path))),
  ...relativeTo('bin').filter((path) => path.endsWith('.js')),
  ...relativeTo('dist'),
  ...relativeTo('src/lint').filter((path) => path.endsWith('/README.md')),
  ...relativeTo('src/dev/page/assets'),
  ...relativeTo('src/system/graph/page/assets'),
  ...templatePaths().map((path) => `templates/${path}`).filter((path) => !isOwnUse(path)),
];

/** True when the sources are newer than what was built from them, declarations last. Only a checkout has sources. */
export const buildIsStale = (): boolean => {
  if (!isCheckout) return false;
  const built = statSync(join(packageRoot, 'dist', 'config.d.ts'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return newest(join(packageRoot, 'src')) > built;
};

/** This package as npm would pack it: same input, same bytes. Read synchronously and packed lightly: for hundreds of small files the one takes half the time, the other a third of it for a fifth more bytes. */
export const toolTarball = (): Uint8Array => {
  const stream = create({ cwd: packageRoot, prefix: 'package', portable: true, sync: true, gzip: { level: 1 }, mtime: new Date(0) }, packed().toSorted());
  const chunks: Uint8Array[] = [];
  for (let chunk = stream.read(); chunk !== null; chunk = stream.read()) chunks.push(chunk);
  return Buffer.concat(chunks);
};
