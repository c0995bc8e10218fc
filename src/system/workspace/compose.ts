import type { Files } from '../files.ts';
import { baseOf, folderOf, join } from '../paths.ts';
import { interpolate, readDotenv, type Environment, type Variable } from './environment.ts';
import { readYaml, type Yaml } from './yaml.ts';

/** One entry under `services:` of a compose file. */
export interface ComposeService {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly image: string | null;
  readonly build: { readonly context: string; readonly dockerfile: string; readonly target: string | null; readonly text: string } | null;
  /** Names under which others reach it. */
  readonly hosts: readonly string[];
  readonly ports: readonly { readonly host: number | null; readonly container: number }[];
  readonly environment: readonly Variable[];
  /** Files of variables that it names and the tree does not have. */
  readonly absentEnvFiles: readonly string[];
  readonly command: string;
  readonly healthcheck: number | null;
  readonly dependsOn: readonly { readonly name: string; readonly line: number }[];
}

const isCompose = (path: string): boolean => /^(?:docker-)?compose[\w.-]*\.ya?ml$|^[\w-]+[.-]compose\.ya?ml$/i.test(baseOf(path));

/** The file that `docker compose up` takes by itself. What variants such as `docker-compose.dev.yml` say counts only where it is silent. */
const isPlain = (path: string): boolean => /^(?:docker-)?compose\.ya?ml$/i.test(baseOf(path));

const composePaths = (files: Files): readonly string[] => {
  const paths = files.paths.filter(isCompose);
  return [...paths.filter(isPlain), ...paths.filter((path) => !isPlain(path))];
};

const words = (node: Yaml | undefined): string => node?.text ?? node?.items.map((item) => item.text ?? '').join(' ') ?? '';

const portOf = (node: Yaml): readonly { readonly host: number | null; readonly container: number }[] => {
  const target = Number(node.get('target')?.text ?? Number.NaN);
  if (!Number.isNaN(target)) return [{ host: Number(node.get('published')?.text ?? target), container: target }];
  const parts = (node.text ?? '').replace(/\/(?:tcp|udp)$/, '').split(':').map((part) => Number(part.split('-')[0]));
  const container = parts.at(-1) ?? Number.NaN;
  const host = parts.at(-2) ?? Number.NaN;
  return Number.isNaN(container) ? [] : [{ host: Number.isNaN(host) ? null : host, container }];
};

interface Context {
  readonly files: Files;
  readonly file: string;
  readonly around: Environment;
}

const variablesOf = (node: Yaml | undefined, { file, around }: Context): readonly Variable[] => {
  const listed = (node?.items ?? []).map((item) => [item.text?.split('=')[0] ?? '', item.text?.includes('=') === true ? item.text.slice(item.text.indexOf('=') + 1) : `\${${item.text ?? ''}}`, item.line] as const);
  const mapped = (node?.entries ?? []).map(([name, value]) => [name, value.text ?? `\${${name}}`, value.line] as const);
  return [...listed, ...mapped].map(([name, value, line]) => ({ name, value: interpolate(value, around), file, line }));
};

const envFilePaths = (node: Yaml | undefined, { file }: Context): readonly string[] => {
  const paths = node?.text == null ? (node?.items ?? []).map((item) => item.text ?? item.get('path')?.text ?? '') : [node.text];
  return paths.filter((path) => path !== '').toReversed().map((path) => join(folderOf(file), path));
};

const buildOf = (node: Yaml | undefined, { file, around }: Context): ComposeService['build'] => {
  if (node === undefined) return null;
  const context = join(folderOf(file), interpolate(node.text ?? node.get('context')?.text ?? '.', around));
  const args = node.get('args');
  const said = [...(args?.entries ?? []).map(([, value]) => value.text ?? ''), ...(args?.items ?? []).map((item) => item.text ?? '')].join(' ');
  return { context, dockerfile: join(context, interpolate(node.get('dockerfile')?.text ?? 'Dockerfile', around)), target: node.get('target')?.text ?? null, text: said };
};

const hostsOf = (name: string, node: Yaml): readonly string[] => {
  const networks = (node.get('networks')?.entries ?? []).flatMap(([, network]) => (network.get('aliases')?.items ?? []).map((alias) => alias.text));
  return [...new Set([name, node.get('container_name')?.text, node.get('hostname')?.text, ...networks])].filter((host) => typeof host === 'string');
};

const toService = ([name, node]: readonly [string, Yaml], context: Context): ComposeService => {
  const dependsOn = node.get('depends_on');
  const healthcheck = node.get('healthcheck');
  return {
    name, file: context.file, line: node.line,
    image: node.get('image')?.text ?? null,
    build: buildOf(node.get('build'), context),
    hosts: hostsOf(name, node).map((host) => interpolate(host, context.around)),
    ports: [...(node.get('ports')?.items ?? []).map((item) => ({ ...item, text: item.text === null ? null : interpolate(item.text, context.around) })), ...(node.get('expose')?.items ?? [])].flatMap(portOf),
    environment: [...variablesOf(node.get('environment'), context), ...envFilePaths(node.get('env_file'), context).flatMap((path) => readDotenv(context.files, path))],
    absentEnvFiles: envFilePaths(node.get('env_file'), context).filter((path) => context.files.read(path) === undefined),
    command: `${words(node.get('entrypoint'))} ${words(node.get('command'))} ${node.get('working_dir')?.text ?? ''}`,
    healthcheck: healthcheck === undefined || healthcheck.get('disable')?.text === 'true' ? null : healthcheck.line,
    dependsOn: [...(dependsOn?.items ?? []).map((item) => ({ name: item.text ?? '', line: item.line })), ...(dependsOn?.entries ?? []).map(([on, { line }]) => ({ name: on, line }))],
  };
};

export const readCompose = (files: Files): readonly ComposeService[] =>
  composePaths(files).flatMap((file) => {
    const around = ['.env', '.env.example', '.env.sample'].flatMap((name) => readDotenv(files, join(folderOf(file), name)));
    return readYaml(files.read(file) ?? '').flatMap((document) => (document.get('services')?.entries ?? []).map((entry) => toService(entry, { files, file, around })));
  });
