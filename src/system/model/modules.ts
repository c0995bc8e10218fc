import { asRecord, asText, isChassisPackage, readJson, type Package } from '../workspace/packages.ts';
import type { Files } from '../files.ts';
import { baseOf, folderOf, isWithin, join } from '../paths.ts';
import { keptByName } from './kept.ts';

/** Where an import leads: to a file of the tree, or to a package from outside. */
export type Target = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'package'; readonly name: string };

export type Resolve = (from: string, specifier: string) => Target;

const extensions = ['', '.ts', '.tsx', '.js', '.mts', '.mjs', '.cts', '.cjs', '.jsx', '/index.ts', '/index.tsx', '/index.js', '/index.mjs', '.json'];

const fileAt = (known: ReadonlySet<string>, path: string): string | undefined => {
  const bare = path.replace(/\.(c|m)?js$/, '.$1ts');
  const isFile = (candidate: string): boolean => known.has(candidate) && /\.(?:[cm]?[jt]sx?|json)$/.test(candidate);
  for (const extension of extensions) if (isFile(`${path}${extension}`)) return `${path}${extension}`;
  return isFile(bare) ? bare : undefined;
};

interface Alias {
  readonly folder: string;
  readonly prefix: string;
  readonly suffix: string;
  readonly targets: readonly string[];
}

/** `paths` and `baseUrl` of every tsconfig, deepest folder first. */
const readAliases = (files: Files): readonly Alias[] =>
  files.paths.filter((path) => /^tsconfig(?:\.[\w-]+)?\.json$/.test(baseOf(path))).flatMap((path) => {
    const options = asRecord(readJson(files, path)['compilerOptions']);
    const folder = folderOf(path);
    const base = join(folder, asText(options['baseUrl']) ?? '.');
    const mapped = Object.entries(asRecord(options['paths'])).map(([pattern, targets]) => {
      const [prefix = '', suffix] = pattern.split('*');
      return { folder, prefix, suffix: suffix ?? '\0', targets: (Array.isArray(targets) ? targets : []).map(String).map((one) => join(base, one)) };
    });
    return options['baseUrl'] === undefined ? mapped : [...mapped, { folder, prefix: '', suffix: '', targets: [join(base, '*')] }];
  }).toSorted((a, b) => b.folder.length - a.folder.length || b.prefix.length - a.prefix.length);

const applyAlias = ({ prefix, suffix, targets }: Alias, specifier: string): readonly string[] => {
  if (suffix === '\0') return specifier === prefix ? targets : [];
  if (!specifier.startsWith(prefix) || !specifier.endsWith(suffix)) return [];
  const middle = specifier.slice(prefix.length, specifier.length - suffix.length);
  return targets.map((target) => target.replace('*', () => middle));
};

const packageFile = (known: ReadonlySet<string>, pkg: Package, rest: string): string | undefined => {
  const key = rest === '' ? '.' : `.${rest}`;
  const entry = pkg.entries.get(key);
  const inside = (entry ?? rest.slice(1)).replace(/^\.\//, '').replace(/\.d\.ts$|\.[cm]?js$/, '');
  const source = inside.replace(/^(?:dist|build|lib|out)(?=\/|$)/, 'src');
  const tries = [entry ?? '', inside, source, source.replace(/^src\/src/, 'src'), `src/${rest.slice(1)}`, ...(rest === '' ? ['src/index', 'index', 'lib/index', 'src'] : [])];
  return tries.filter((one) => one !== '').map((one) => fileAt(known, join(pkg.folder, one))).find((one) => one !== undefined);
};

/** The chassis of a generated system is known by what it promises, not by its code: to the analyzer it is one library. */
export const chassis = 'ms:chassis';

/** The same, installed into a service that has a framework of its own. */
const installedChassis = '@create-microservice/chassis';

/** An import that reaches into what a package was built to, `got/dist/source`, gets the package. */
const moduleName = (specifier: string): string => specifier.replace(/^node:/, '').replace(/^((?:@[^/]+\/)?[^/@]+)\/(?:dist|built?|lib|cjs|esm)(?:\/.*)?$/, '$1');

const packageName = (specifier: string): string => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

const foldersAbove = (folder: string): readonly string[] => (folder === '.' ? ['.'] : [folder, ...foldersAbove(folderOf(folder))]);

/** `shared/bus` of a folder above, where NODE_PATH or a bundler makes folders of the tree importable by their names. */
const fromAbove = (known: ReadonlySet<string>, home: string, specifier: string): string | undefined => {
  if (!/^\w[\w.-]*\//.test(specifier)) return undefined;
  return foldersAbove(home).map((folder) => fileAt(known, join(folder, specifier))).find((path) => path !== undefined);
};

/** Resolves imports as Node and TypeScript do, by names alone. */
export const createResolve = (files: Files, packages: readonly Package[]): Resolve => {
  const known = new Set(files.paths);
  const aliases = readAliases(files);
  // One name may begin with another: the longest is meant.
  const named = packages.filter((pkg) => pkg.name !== null).toSorted((a, b) => (b.name?.length ?? 0) - (a.name?.length ?? 0));
  const chassisNames = [named.find(isChassisPackage)?.name ?? [], installedChassis].flat();
  const find = (home: string, specifier: string): string | undefined => {
    if (specifier.startsWith('.') || specifier.startsWith('/')) return fileAt(known, join(home, specifier));
    const own = named.filter(({ name }) => specifier === name || specifier.startsWith(`${name}/`)).map((pkg) => packageFile(known, pkg, specifier.slice(pkg.name?.length ?? 0))).find((path) => path !== undefined);
    if (own !== undefined) return own;
    // A folder below `baseUrl` may bear the name of a package that is installed: Node knows only the package.
    const isInstalled = packages.some(({ folder, dependencies }) => isWithin(home, folder) && dependencies.has(packageName(specifier)));
    const aliased = aliases.filter(({ folder, prefix, suffix }) => isWithin(home, folder) && !(isInstalled && prefix === '' && suffix === '')).flatMap((alias) => applyAlias(alias, specifier)).map((path) => fileAt(known, path)).find((path) => path !== undefined);
    return aliased ?? (isInstalled ? undefined : fromAbove(known, home, specifier));
  };
  const resolve = keptByName((home: string, specifier): Target => {
    const own = chassisNames.find((one) => specifier === one || specifier.startsWith(`${one}/`));
    const path = own === undefined ? find(home, specifier) : undefined;
    const name = own === undefined ? moduleName(specifier) : `${chassis}${specifier.slice(own.length)}`;
    return path === undefined ? { kind: 'package', name } : { kind: 'file', path };
  });
  // Files of one folder import alike.
  return (from, specifier) => resolve(folderOf(from), specifier);
};
