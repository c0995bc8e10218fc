import type { Files } from '../files.ts';
import { compareText } from '../../shared/compare-text.ts';
import { baseOf, folderOf } from '../paths.ts';

/** A variable that is given a value somewhere. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly file: string;
  readonly line: number;
}

/** Variables of one service: the first that has the name wins. */
export type Environment = readonly Variable[];

export const lookUp = (environment: Environment, name: string): Variable | undefined => environment.find((variable) => variable.name === name);

/** Variables of a file in the format of dotenv. */
export const readDotenv = (files: Files, path: string): readonly Variable[] =>
  (files.read(path) ?? '').split('\n').flatMap((text, index) => {
    const [, name, raw = ''] = /^\s*(?:export\s+)?([A-Za-z_][\w.]*)\s*=\s*(.*)$/.exec(text) ?? [];
    if (name === undefined) return [];
    const [, quoted] = /^(?:"([^"]*)"|'[^']*')/.exec(raw.trim()) ?? [];
    const value = quoted ?? (raw.trim().startsWith("'") ? raw.trim().slice(1).split("'")[0] : raw.replace(/\s#.*$/, '').trim());
    return value === undefined || value === '' ? [] : [{ name, value, file: path, line: index + 1 }];
  });

/** Names that such a file leaves empty, for whoever starts the system to fill. */
export const readEmptyNames = (files: Files, path: string): readonly Variable[] =>
  (files.read(path) ?? '').split('\n').flatMap((text, index) => {
    const [, name] = /^\s*(?:#\s*)?(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(?:""|'')?\s*(?:#.*)?$/.exec(text) ?? [];
    return name === undefined ? [] : [{ name, value: '', file: path, line: index + 1 }];
  });

/** What is nearest to a deployment comes first; examples come last. */
const rank = (path: string): number => {
  const suffix = baseOf(path).replace(/^\.?env[._-]?/i, '').toLowerCase();
  const order = ['production', 'prod', 'docker', '', 'staging', 'development', 'dev', 'local', 'demo'];
  const found = order.indexOf(suffix);
  return /example|sample|template|dist/.test(suffix) ? 90 : /test/.test(suffix) ? 99 : found === -1 ? 50 : found;
};

const isDotenv = (path: string): boolean => /^(?:\.env(?:[._-][\w.-]+)?|[\w-]*\.env|env\.(?:example|sample)|example\.env)$/i.test(baseOf(path)) && !/\.[cm]?[jt]s$/.test(path);

/** Files in the format of dotenv, by folder; read with `read`. */
export const dotenvByFolder = (files: Files, read: (files: Files, path: string) => readonly Variable[] = readDotenv): ReadonlyMap<string, readonly Variable[]> => {
  const paths = files.paths.filter(isDotenv).filter((path) => rank(path) < 99);
  const sorted = paths.toSorted((a, b) => rank(a) - rank(b) || compareText(a, b));
  return new Map(Object.entries(Object.groupBy(sorted, folderOf)).map(([folder, group = []]) => [folder, group.flatMap((path) => read(files, path))]));
};

/**
 * Fills `${NAME}`, `${NAME:-default}` and `$NAME` as compose and shells do. A name that nobody defines stays as it is
 * written: wherever the same file says it again, it means the same.
 */
export const interpolate = (text: string, environment: Environment): string =>
  text.replace(/\$\{(\w+)(?::?[-=]([^{}]*))?(?::?\?[^{}]*)?\}|\$(\w+)/g, (_, braced: string | undefined, fallback: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare ?? '';
    const found = lookUp(environment, name);
    // What an example shows is less than what the place itself falls back to.
    if (fallback !== undefined && found !== undefined && /example|sample/.test(found.file)) return fallback;
    return found?.value ?? fallback ?? `\${${name}}`;
  });
