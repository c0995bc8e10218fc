import type { Files } from '../../files.ts';
import { knownPaths } from '../../known-paths.ts';
import { baseOf, folderOf, join } from '../../paths.ts';
import { interpolate, readDotenv, type Environment } from '../environment.ts';
import { yamlIn, type Yaml } from '../yaml.ts';

/** What one file says about a compose service, and the variables that fill it. */
export interface Layer {
  readonly files: Files;
  readonly file: string;
  readonly around: Environment;
  readonly yaml: Yaml;
}

const deepest = 8;

/** The file that `docker compose up` takes by itself. What variants such as `docker-compose.dev.yml` say counts only where it is silent. */
const isPlain = (path: string): boolean => /^(?:docker-)?compose\.ya?ml$/i.test(baseOf(path));
const isCompose = (path: string): boolean => /^(?:docker-)?compose[\w.-]*\.ya?ml$|^[\w-]+[.-]compose\.ya?ml$/i.test(baseOf(path));

const around = (files: Files, file: string): Environment => ['.env', '.env.example', '.env.sample'].flatMap((name) => readDotenv(files, join(folderOf(file), name)));

/** Files named under `include:`, whatever they are called. */
const included = (files: Files, path: string): readonly string[] =>
  (/^include:/m.test(files.read(path) ?? '') ? yamlIn(files, path) : []).flatMap((yaml) => (yaml.get('include')?.items ?? []).flatMap((item) => [item.text, item.get('path')?.text, ...(item.get('path')?.items ?? []).map(({ text }) => text)]))
    .filter((one) => typeof one === 'string').map((one) => join(folderOf(path), one)).filter((one) => knownPaths(files).has(one));

const composePaths = (files: Files): readonly string[] => {
  const paths = files.paths.filter(isCompose);
  return [...new Set([...paths.filter(isPlain), ...paths.filter((path) => !isPlain(path)), ...paths.flatMap((path) => included(files, path))])];
};

const servicesIn = (files: Files, file: string): readonly (readonly [string, Yaml])[] => yamlIn(files, file).flatMap((document) => document.get('services')?.entries ?? []);

/** `extends`: what the service takes over, nearest first. */
const extended = (layer: Layer, depth = 0): readonly Layer[] => {
  const told = layer.yaml.get('extends');
  const name = told?.text ?? told?.get('service')?.text;
  if (name == null || depth > deepest) return [layer];
  const path = told?.get('file')?.text;
  const file = path == null ? layer.file : join(folderOf(layer.file), interpolate(path, layer.around));
  const base = servicesIn(layer.files, file).find(([one]) => one === name)?.[1];
  return base === undefined ? [layer] : [layer, ...extended({ ...layer, file, yaml: base, around: around(layer.files, file) }, depth + 1)];
};

/** Every compose service of a tree with its layers. */
export const composeLayers = (files: Files): readonly { readonly name: string; readonly layers: readonly [Layer, ...Layer[]] }[] =>
  composePaths(files).flatMap((file) => servicesIn(files, file).map(([name, yaml]) => {
    const layer: Layer = { files, file, yaml, around: around(files, file) };
    return { name, layers: [layer, ...extended(layer).slice(1)] };
  }));
