import type { Files } from '../../files.ts';
import { folderOf, isWithin, join } from '../../paths.ts';
import { interpolate, readDotenv, readEmptyNames, type Variable } from '../environment.ts';
import type { Yaml } from '../yaml.ts';
import { composeLayers, type Layer } from './layers.ts';

export interface ComposePort {
  /** Null for a random port of the host. */
  readonly host: number | null;
  readonly container: number;
  /** Reached from outside the network of compose. */
  readonly published: boolean;
  readonly line: number;
}

/** One entry under `services:` of a compose file. */
export interface ComposeService {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly image: string | null;
  readonly build: { readonly context: string; readonly dockerfile: string; readonly target: string | null; readonly text: string } | null;
  /** Names under which others reach it. */
  readonly hosts: readonly string[];
  readonly ports: readonly ComposePort[];
  readonly environment: readonly Variable[];
  /** Variables that its files leave empty. */
  readonly emptyNames: readonly Variable[];
  /** Files of variables that it names and the tree does not have. */
  readonly absentEnvFiles: readonly string[];
  readonly command: string;
  readonly healthcheck: number | null;
  /** The command of the health check as one text. */
  readonly healthTest: string;
  /** `completed`: waits for a job that ends. */
  readonly dependsOn: readonly { readonly name: string; readonly line: number; readonly completed: boolean }[];
  readonly labels: readonly Variable[];
}

type Layers = readonly [Layer, ...Layer[]];

/** What the nearest layer says under a key, and that layer. */
const told = (layers: Layers, key: string): { readonly yaml: Yaml; readonly layer: Layer } | null => {
  const layer = layers.find(({ yaml }) => yaml.get(key) !== undefined);
  const yaml = layer?.yaml.get(key);
  return layer === undefined || yaml === undefined ? null : { yaml, layer };
};

const textOf = (layers: Layers, key: string): string | null => {
  const found = told(layers, key);
  return found === null || found.yaml.text === null ? null : interpolate(found.yaml.text, found.layer.around);
};

const words = (node: Yaml | undefined): string => node?.text ?? node?.items.map((item) => item.text ?? '').join(' ') ?? '';

const port = (text: string | null): number => Number((text ?? '').split('-')[0]?.trim() || Number.NaN);

/** Bound to the host itself, so that nobody else reaches it. */
const isLocal = (node: Yaml): boolean => /^(?:127\.|localhost\b|\[?::1)/.test(node.get('host_ip')?.text ?? node.text ?? '');

const portOf = (node: Yaml, { around }: Layer): readonly Omit<ComposePort, 'published'>[] => {
  const target = port(node.get('target')?.text ?? null);
  const published = node.get('published');
  if (!Number.isNaN(target)) return [{ host: published === undefined ? null : port(interpolate(published.text ?? '', around)), container: target, line: node.line }];
  const parts = interpolate(node.text ?? '', around).replace(/\/(?:tcp|udp)$/, '').split(':').map(port);
  const container = parts.at(-1) ?? Number.NaN;
  const host = parts.at(-2) ?? Number.NaN;
  return Number.isNaN(container) ? [] : [{ host: Number.isNaN(host) ? null : host, container, line: node.line }];
};

const portsOf = (layers: Layers): readonly ComposePort[] =>
  ['ports', 'expose'].flatMap((key) => {
    const found = told(layers, key);
    return found === null ? [] : found.yaml.items.flatMap((item) => portOf(item, found.layer).map((one) => ({ ...one, published: key === 'ports' && !isLocal(item) })));
  });

const variablesOf = (node: Yaml | undefined, { file, around }: Layer): readonly Variable[] => {
  const listed = (node?.items ?? []).map((item) => [item.text?.split('=')[0] ?? '', item.text?.includes('=') === true ? item.text.slice(item.text.indexOf('=') + 1) : `\${${item.text ?? ''}}`, item.line] as const);
  const mapped = (node?.entries ?? []).map(([name, value]) => [name, value.text ?? `\${${name}}`, value.line] as const);
  return [...listed, ...mapped].map(([name, value, line]) => ({ name, value: interpolate(value, around), file, line }));
};

const envFilePaths = ({ yaml, file, around }: Layer): readonly { readonly path: string; readonly required: boolean }[] => {
  const node = yaml.get('env_file');
  const named = node?.text == null ? (node?.items ?? []).map((item) => ({ path: item.text ?? item.get('path')?.text ?? '', required: item.get('required')?.text !== 'false' })) : [{ path: node.text, required: true }];
  return named.filter(({ path }) => path !== '').toReversed().map(({ path, required }) => ({ path: join(folderOf(file), interpolate(path, around)), required }));
};

/** A folder as the file names it: below its own, or, for a compose run with another project directory, below one around it. */
const contextOf = (named: string, { files, file }: Layer): string | null => {
  if (/^(?:\w+:\/\/|git@)|\$\{/.test(named)) return null;
  const exists = (folder: string): boolean => folder === '.' || files.paths.some((path) => isWithin(path, folder));
  const up = (folder: string): readonly string[] => (folder === '.' ? ['.'] : [folder, ...up(folderOf(folder))]);
  return up(folderOf(file)).map((folder) => join(folder, named)).find((folder) => exists(folder)) ?? null;
};

const buildOf = (layers: Layers): ComposeService['build'] => {
  const found = told(layers, 'build');
  if (found === null) return null;
  const { yaml: node, layer } = found;
  const context = contextOf(interpolate(node.text ?? node.get('context')?.text ?? '.', layer.around), layer);
  const args = node.get('args');
  const said = [...(args?.entries ?? []).map(([, value]) => value.text ?? ''), ...(args?.items ?? []).map((item) => item.text ?? '')].join(' ');
  return context === null ? null : { context, dockerfile: join(context, interpolate(node.get('dockerfile')?.text ?? 'Dockerfile', layer.around)), target: node.get('target')?.text ?? null, text: said };
};

const hostsOf = (name: string, layers: Layers): readonly string[] => {
  const networks = (told(layers, 'networks')?.yaml.entries ?? []).flatMap(([, network]) => (network.get('aliases')?.items ?? []).flatMap(({ text }) => text ?? []));
  return [...new Set([name, textOf(layers, 'container_name'), textOf(layers, 'hostname'), ...networks])].filter((host) => host !== null);
};

const dependsOn = (node: Yaml | undefined): ComposeService['dependsOn'] => [
  ...(node?.items ?? []).map((item) => ({ name: item.text ?? '', line: item.line, completed: false })),
  ...(node?.entries ?? []).map(([name, value]) => ({ name, line: value.line, completed: value.get('condition')?.text === 'service_completed_successfully' })),
];

/** A command: `$NAME` is filled by compose, `$$NAME` by the shell in the container. */
const ownVariables = (command: string, { around }: Layer): string => command.split('$$').map((part) => interpolate(part, around)).join('$');

const toService = (name: string, layers: Layers): ComposeService => {
  const [own] = layers;
  const healthcheck = told(layers, 'healthcheck')?.yaml;
  const envFiles = layers.flatMap((layer) => envFilePaths(layer));
  const off = healthcheck === undefined || healthcheck.get('disable')?.text === 'true' || /^NONE\b/.test(words(healthcheck.get('test')));
  return {
    name, file: own.file, line: own.yaml.line,
    image: textOf(layers, 'image'),
    build: buildOf(layers),
    hosts: hostsOf(name, layers),
    ports: portsOf(layers),
    environment: [...layers.flatMap((layer) => variablesOf(layer.yaml.get('environment'), layer)), ...envFiles.flatMap(({ path }) => readDotenv(own.files, path))],
    emptyNames: envFiles.flatMap(({ path }) => readEmptyNames(own.files, path)),
    absentEnvFiles: envFiles.filter(({ path, required }) => required && own.files.read(path) === undefined).map(({ path }) => path),
    command: ['entrypoint', 'command', 'working_dir'].map((key) => words(told(layers, key)?.yaml)).join(' '),
    healthcheck: off ? null : healthcheck.line,
    healthTest: off ? '' : ownVariables(words(healthcheck.get('test')), own),
    dependsOn: dependsOn(own.yaml.get('depends_on')),
    labels: layers.flatMap((layer) => variablesOf(layer.yaml.get('labels'), layer)),
  };
};

export const readCompose = (files: Files): readonly ComposeService[] => composeLayers(files).map(({ name, layers }) => toService(name, layers));
