import { isRecord } from '../../shared/is-record.ts';
import { workspaceVersion, type PackageManager } from '../package-manager.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Merges objects key by key; what `over` says wins. */
export const merge = (base: Json, over: Json): Json => {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const earlier = merged[key];
    merged[key] = isRecord(earlier) && isRecord(value) ? merge(earlier, value) : value;
  }
  return merged;
};

export const serialise = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const groups = ['dependencies', 'devDependencies'] as const;

const linked = (dependencies: Json, scope: string, pm: PackageManager): Json =>
  Object.fromEntries(
    Object.entries(dependencies)
      .map(([name, version]) => [name, name.startsWith(`${scope}/`) ? workspaceVersion(pm) : version] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );

/** The package.json of a template as the package manager of the system wants it; our own notes in it are left behind. */
export const packageFor = (json: Json, scope: string, pm: PackageManager): Json => {
  const { createMicroservice: _notes, ...rest } = json;
  const fresh: Record<string, unknown> = { ...rest };
  for (const group of groups) {
    const dependencies = fresh[group];
    if (isRecord(dependencies)) fresh[group] = linked(dependencies, scope, pm);
  }
  return fresh;
};
