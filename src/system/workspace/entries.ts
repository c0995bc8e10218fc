import type { Files } from '../files.ts';
import { knownPaths } from '../known-paths.ts';
import { isWithin, join } from '../paths.ts';
import { isProduction } from '../production-scope.ts';
import type { Package } from './packages.ts';

const usual = ['src/main.ts', 'src/main.js', 'src/server.ts', 'src/server.js', 'src/index.ts', 'src/index.js', 'src/app.ts', 'src/app.js', 'main.ts', 'server.ts', 'index.ts', 'app.ts', 'main.js', 'server.js', 'index.js', 'app.js', 'bin/www'];

/** Compiled code is written where its source is not: `dist/main.js` is `src/main.ts`. */
const sources = (path: string): readonly string[] => {
  const bare = path.replace(/^\.\//, '').replace(/\.[cm]?[jt]s$/, '');
  const inside = bare.replace(/^(?:dist|build|out|lib)\//, '');
  return [bare, inside, `src/${inside}`, inside.replace(/^.*?\/src\//, 'src/')].flatMap((one) => [`${one}.ts`, `${one}.js`, `${one}.mts`, `${one}.mjs`]);
};

const scriptFiles = (own: Package | undefined): readonly string[] =>
  ['start', 'start:prod', 'dev', 'start:dev'].flatMap((name) => [...(own?.scripts.get(name) ?? '').matchAll(/(?<![\w@./-])[\w@./-]+\.[cm]?[jt]s\b/g)].map(([path]) => path)).flatMap(sources);

/** The files that a service starts with, most likely first; `[]` when none can be told. */
export const entriesOf = (files: Files, { folder, own }: { readonly folder: string; readonly own: Package | undefined }): readonly string[] => {
  const known = knownPaths(files);
  const main = own?.entries.get('.');
  const wanted = [...scriptFiles(own), ...usual, ...(main === undefined ? [] : sources(main))];
  const found = wanted.filter((path) => isProduction(path)).map((path) => join(folder, path)).find((path) => known.has(path) && isWithin(path, folder));
  return found === undefined ? [] : [found];
};
