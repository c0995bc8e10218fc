import type { Files } from '../files.ts';
import { baseOf, folderOf } from '../paths.ts';
import type { Variable } from './environment.ts';

export interface Dockerfile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  /** The image that it ends on. */
  readonly image: string;
  /** All that its stages begin with, but for other stages. */
  readonly images: readonly string[];
  readonly ports: readonly number[];
  readonly environment: readonly Variable[];
  readonly healthcheck: number | null;
}

const isDockerfile = (path: string): boolean => /^(?:dockerfile(?:[._-][\w.-]+)?|[\w.-]+\.dockerfile)$/i.test(baseOf(path)) && !/\.(?:dockerignore|md|[jt]s)$/i.test(path);

const variables = (path: string, lines: readonly string[]): readonly Variable[] =>
  lines.flatMap((line, index) => {
    const [, rest = ''] = /^\s*ENV\s+(.*)$/i.exec(line) ?? [];
    const pairs = [...rest.matchAll(/\b([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)/g)].map(([, name = '', value = '']) => ({ name, value: value.replace(/^["']|["']$/g, ''), file: path, line: index + 1 }));
    const [, name, value] = /^([A-Za-z_]\w*)\s+(.+)$/.exec(rest) ?? [];
    return pairs.length > 0 || name === undefined || value === undefined ? pairs : [{ name, value: value.trim(), file: path, line: index + 1 }];
  });

const toDockerfile = (files: Files, path: string): Dockerfile => {
  const text = files.read(path) ?? '';
  const lines = text.split('\n');
  const images = [...text.matchAll(/^[^\S\n]*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?/gim)];
  const last = images.at(-1)?.[1] ?? '';
  const healthcheck = lines.findIndex((line) => /^\s*HEALTHCHECK\s+(?!NONE)/i.test(line));
  return {
    path,
    folder: folderOf(path),
    text,
    image: images.find(([, , stage]) => stage === last)?.[1] ?? last,
    images: images.flatMap(([, image]) => image ?? []).filter((image) => !images.some(([, , stage]) => stage === image)),
    ports: lines.flatMap((line) => [...(/^\s*EXPOSE\s+(.*)$/i.exec(line)?.[1] ?? '').matchAll(/\d+/g)].map(([port]) => Number(port))),
    environment: variables(path, lines),
    healthcheck: healthcheck === -1 ? null : healthcheck + 1,
  };
};

export const readDockerfiles = (files: Files): readonly Dockerfile[] => files.paths.filter(isDockerfile).map((path) => toDockerfile(files, path));
