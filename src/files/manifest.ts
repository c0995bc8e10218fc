import { ExitCode, UserError } from '../shared/errors.ts';
import type { Change, Owner } from '../plan/plan.ts';
import { isRecord } from '../shared/is-record.ts';
import { sha256 } from '../shared/sha256.ts';

interface ManifestEntry {
  readonly template: string;
  /** Version of the tool that wrote it. */
  readonly version: string;
  /** Of what the tool wrote last, edits included: a file with another hash was changed by the user. */
  readonly sha256: string;
  /** Of what the template gave: the base of later merges, kept under this key in `.ms/base.json`. */
  readonly base: string;
  readonly owner: Owner;
}

/** `.ms/manifest.json`: what the tool wrote, so that later runs know what is still its own. */
export interface Manifest {
  readonly version: 1;
  /** Version of the tool that wrote last. */
  readonly tool: string;
  readonly answers: Readonly<Record<string, string | boolean>>;
  readonly files: Readonly<Record<string, ManifestEntry>>;
}

export const manifestPath = '.ms/manifest.json';
/** Contents by their hash: one file, for a system has hundreds, and one line each, so that two branches that both grow it merge. */
const basesPath = '.ms/base.json';

const refuse = (why: string): never => {
  throw new UserError(ExitCode.refused, `${manifestPath} can not be used: ${why}`, `Restore it with \`git checkout ${manifestPath}\`; without it the tool can not tell your files from its own.`);
};

const isEntry = (value: unknown): boolean => isRecord(value) && ['template', 'version', 'sha256', 'base', 'owner'].every((key) => typeof value[key] === 'string');

/** A manifest is trusted whole or not at all. */
export const parseManifest = (text: string): Manifest => {
  const value = ((): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return refuse('it is no JSON');
    }
  })();
  if (!isRecord(value)) return refuse('it is no object');
  if (value['version'] !== 1) return refuse(`its version is ${JSON.stringify(value['version'])}, and this tool knows 1`);
  if (typeof value['tool'] !== 'string' || !isRecord(value['answers']) || !isRecord(value['files'])) return refuse('a part of it is missing');
  if (!Object.values(value['files']).every(isEntry)) return refuse('an entry of `files` is not whole');
  return value as unknown as Manifest;
};

/** Somebody else made the repository: only `ms adopt` has been run in it. */
export const isAdopted = ({ answers }: Manifest): boolean => answers['adopted'] === true;

/** The first manifest of an adopted repository. */
export const adoptedManifest = (tool: string): Manifest => ({ version: 1, tool, answers: { adopted: true }, files: {} });

type Write = Exclude<Change, { kind: 'delete' }>;
const tracked = (change: Change): change is Write => change.kind !== 'delete' && !change.secret;

const entryOf = (change: Write, tool: string, earlier: ManifestEntry | undefined): ManifestEntry => ({
  template: change.rendered === null && earlier !== undefined ? earlier.template : change.template,
  version: tool,
  sha256: sha256(change.after),
  base: change.rendered === null && earlier !== undefined ? earlier.base : sha256(change.rendered ?? change.after),
  owner: earlier?.owner ?? change.owner,
});

/** A file that the user has changed keeps its entry: what the tool wrote last is the base of later merges, not what the user made of it. */
const isOurs = (change: Write, entry: ManifestEntry | undefined): boolean =>
  change.rendered !== null || (entry !== undefined && change.before !== null && sha256(change.before) === entry.sha256);

/** The manifest after a set of changes. Secrets are never in it. */
export const nextManifest = (manifest: Manifest, changes: readonly Change[]): Manifest => {
  const files = new Map(Object.entries(manifest.files));
  for (const change of changes) {
    if (change.kind === 'delete') files.delete(change.path);
    else if (tracked(change) && isOurs(change, files.get(change.path))) files.set(change.path, entryOf(change, manifest.tool, files.get(change.path)));
  }
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { ...manifest, files: Object.fromEntries(sorted) };
};

const write = (path: string, after: string, before: string | null): Change => ({
  kind: before === null ? 'create' : 'update', path, before, after, rendered: after, owner: 'tool', template: 'manifest', executable: false, secret: false,
});

const parseBases = (text: string | undefined): Readonly<Record<string, unknown>> => {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch {
    // As any other file that is no object.
  }
  throw new UserError(ExitCode.refused, `${basesPath} can not be used: it is no JSON object`, `Restore it with \`git checkout ${basesPath}\`; without it your files can not be merged with those of a later version.`);
};

/** Bases that a manifest names, in the order of their keys. */
const basesOf = ({ files }: Manifest, known: ReadonlyMap<string, unknown>): string => {
  const wanted = [...new Set(Object.values(files).map(({ base }) => base))].toSorted();
  return `${JSON.stringify(Object.fromEntries(wanted.flatMap((key) => (known.has(key) ? [[key, known.get(key)]] : []))), null, 1)}\n`;
};

/** The manifest and the bases as changes of their own, to be committed together with what they describe; `read` gives what stands of them. */
export const manifestChanges = (manifest: Manifest, changes: readonly Change[], read: (path: string) => string | undefined): readonly Change[] => {
  const next = nextManifest(manifest, changes);
  const rendered = changes.filter(tracked).filter(({ owner }) => owner !== 'user').map((change) => change.rendered);
  const fresh = rendered.filter((text) => typeof text === 'string').map((text) => [sha256(text), text] as const);
  const bases = basesOf(next, new Map<string, unknown>([...Object.entries(parseBases(read(basesPath))), ...fresh]));
  return [write(basesPath, bases, read(basesPath) ?? null), write(manifestPath, `${JSON.stringify(next, null, 2)}\n`, read(manifestPath) ?? null)];
};
