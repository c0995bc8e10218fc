import { parse } from 'jsonc-parser';
import { isRecord } from '../../shared/is-record.ts';
import type { Files } from '../files.ts';
import { knownPaths } from '../known-paths.ts';
import { baseOf, folderOf } from '../paths.ts';

/** A package.json, as far as it matters. */
export interface Package {
  readonly path: string;
  readonly folder: string;
  readonly name: string | null;
  readonly dependencies: ReadonlySet<string>;
  readonly scripts: ReadonlyMap<string, string>;
  /** Where an import of its name leads, as written: `exports`, `main`, … */
  readonly entries: ReadonlyMap<string, string>;
  readonly isWorkspaceRoot: boolean;
  /** `createMicroservice.kind`: service, gateway, chassis, …; null for anybody else's package. */
  readonly kind: string | null;
  /** It is published to be installed by others. */
  readonly published: boolean;
  /** It is a command that others install. */
  readonly isCommand: boolean;
}

type Json = Readonly<Record<string, unknown>>;

export const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});
export const asText = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A JSON file, with comments or without; what is no object, or nested beyond any stack, says nothing. */
export const readJson = (files: Files, path: string): Json => {
  try {
    return asRecord(parse(files.read(path) ?? '', [], { allowTrailingComma: true }));
  } catch (error) {
    if (error instanceof RangeError) return {};
    throw error;
  }
};

const target = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  const conditions = asRecord(value);
  return ['development', 'source', 'import', 'node', 'default', 'require', 'types'].map((condition) => conditions[condition]).filter((one) => one !== undefined).map(target).find((one) => one !== null) ?? null;
};

const entriesOf = (json: Json): ReadonlyMap<string, string> => {
  const exported = json['exports'];
  const map = typeof exported === 'string' || !Object.keys(asRecord(exported)).some((key) => key.startsWith('.')) ? { '.': exported } : asRecord(exported);
  const entries = Object.entries(map).flatMap(([key, value]) => [[key, target(value)] as const]).filter((entry): entry is readonly [string, string] => entry[1] !== null);
  const main = [json['source'], json['main'], json['module'], json['types']].map(asText).find((one) => one !== null);
  return new Map([...(main == null ? [] : [['.', main] as const]), ...entries]);
};

const toPackage = (files: Files, path: string): Package => {
  const json = readJson(files, path);
  const scripts = Object.entries(asRecord(json['scripts'])).flatMap(([name, script]) => (typeof script === 'string' ? [[name, script] as const] : []));
  return {
    path,
    folder: folderOf(path),
    name: asText(json['name']),
    dependencies: new Set([...Object.keys(asRecord(json['dependencies'])), ...Object.keys(asRecord(json['devDependencies']))]),
    scripts: new Map(scripts),
    entries: entriesOf(json),
    isWorkspaceRoot: json['workspaces'] !== undefined || knownPaths(files).has(`${folderOf(path) === '.' ? '' : `${folderOf(path)}/`}pnpm-workspace.yaml`),
    kind: asText(asRecord(json['createMicroservice'])['kind']),
    published: json['publishConfig'] !== undefined,
    isCommand: json['bin'] !== undefined,
  };
};

const chassisEntries = ['./contract', './gateway', './testing'];

/** The package that all services of a generated system are built on. */
export const isChassisPackage = ({ name, kind, entries }: Package): boolean => kind === 'chassis' || (name?.endsWith('/chassis') === true && chassisEntries.every((entry) => entries.has(entry)));

export const readPackages = (files: Files): readonly Package[] =>
  files.paths.filter((path) => baseOf(path) === 'package.json' && !path.includes('node_modules/')).map((path) => toPackage(files, path));
