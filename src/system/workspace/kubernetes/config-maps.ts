import type { Files } from '../../files.ts';
import { baseOf, folderOf, join } from '../../paths.ts';
import { readDotenv, type Variable } from '../environment.ts';
import { readYaml, type Yaml } from '../yaml.ts';
import type { Manifest } from './manifests.ts';

/** Variables that a cluster keeps under a name. */
export interface Kept {
  readonly maps: ReadonlyMap<string, readonly Variable[]>;
  /** Names alone: what a secret holds is not for us. */
  readonly secrets: ReadonlyMap<string, readonly Variable[]>;
}

const literals = (file: string, generator: Yaml): readonly Variable[] =>
  (generator.get('literals')?.items ?? []).flatMap(({ text, line }) => {
    const [, name, value = ''] = /^([^=]+)=(.*)$/.exec(text ?? '') ?? [];
    return name === undefined ? [] : [{ name, value: value.replaceAll(/^["']|["']$/g, ''), file, line }];
  });

/** `configMapGenerator` and `secretGenerator` of a kustomization. */
const generated = (files: Files, key: string): readonly (readonly [string, readonly Variable[]])[] =>
  files.paths.filter((path) => /^kustomization\.ya?ml$/.test(baseOf(path))).flatMap((file) => readYaml(files.read(file) ?? '').flatMap((yaml) => (yaml.get(key)?.items ?? []).map((generator) => {
    const named = [...(generator.get('envs')?.items ?? []), generator.get('env')].flatMap((one) => one?.text ?? []);
    return [generator.get('name')?.text ?? '', [...literals(file, generator), ...named.flatMap((path) => readDotenv(files, join(folderOf(file), path)))]] as const;
  })));

const dataOf = ({ yaml, file }: Manifest, keys: readonly string[]): readonly Variable[] =>
  keys.flatMap((key) => (yaml.get(key)?.entries ?? []).map(([name, value]) => ({ name, value: value.text ?? '', file, line: value.line })));

const grouped = (pairs: readonly (readonly [string, readonly Variable[]])[]): ReadonlyMap<string, readonly Variable[]> =>
  new Map([...Map.groupBy(pairs, ([name]) => name)].map(([name, group]) => [name, group.flatMap(([, variables]) => variables)]));

export const readKept = (files: Files, manifests: readonly Manifest[]): Kept => ({
  maps: grouped([...manifests.filter(({ kind }) => kind === 'ConfigMap').map((one) => [one.name, dataOf(one, ['data'])] as const), ...generated(files, 'configMapGenerator')]),
  secrets: grouped([...manifests.filter(({ kind }) => kind === 'Secret').map((one) => [one.name, dataOf(one, ['data', 'stringData'])] as const), ...generated(files, 'secretGenerator')]),
});
