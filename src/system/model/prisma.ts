import type { StoreFact } from '../libraries/library.ts';
import type { Evidence } from '../model.ts';
import { engineNamed } from '../libraries/connections/options.ts';
import { folderOf, isWithin, join } from '../paths.ts';
import { readExtensions } from './extensions.ts';
import type { Owner, System } from './system.ts';
import type { Made, Term } from './term.ts';
import { argument, property, type Use } from './use.ts';

interface Datasource {
  readonly engine: string;
  readonly url: Term;
  /** Where the schema names the URL. */
  readonly named: Evidence;
}

const readSchema = (text: string, file: string): Datasource | null => {
  const [block] = /datasource\s+\w+\s*\{[^}]*\}/.exec(text) ?? [];
  const engine = engineNamed(/provider\s*=\s*"([\w-]+)"/.exec(block ?? '')?.[1] ?? '');
  if (block === undefined || engine === null) return null;
  const line = text.slice(0, text.indexOf(block)).split('\n').length;
  const [before = ''] = /^[^]*?\burl\s*=/.exec(block) ?? [];
  const named: Evidence = { file, line: line + before.split('\n').length - 1, note: 'the Prisma schema of which the client is made' };
  const [, variable, literal] = /\burl\s*=\s*(?:env\(\s*"(\w+)"\s*\)|"([^"]*)")/.exec(block) ?? [];
  const name = variable ?? 'DATABASE_URL';
  return { engine, named, url: literal === undefined ? { kind: 'environment', name, at: { file, line } } : { kind: 'text', value: literal, at: { file, line } } };
};

/** The schema that a client was generated from: nearest above the file, else the only one of the service. */
const schemaFor = (system: System, file: string, owner: Owner): Datasource | null => {
  const schemas = system.schemas.filter(({ text, file: path }) => readSchema(text, path) !== null);
  const above = (folder: string): readonly string[] => (folder === '.' ? ['.'] : [folder, ...above(folderOf(folder))]);
  const places = above(folderOf(file)).flatMap((folder) => [folder, join(folder, 'prisma'), join(folder, 'src/prisma'), join(folder, 'prisma/schema')]);
  const near = places.map((place) => schemas.find((one) => folderOf(one.file) === place)).find((one) => one !== undefined);
  const own = schemas.find((one) => isWithin(one.file, owner.service.path));
  const found = near ?? own ?? (schemas.length === 1 ? schemas[0] : undefined);
  return found === undefined ? null : readSchema(found.text, found.file);
};

const isClient = (term: Term): boolean => term.kind === 'external' && term.path === '.PrismaClient';

/** Places where a Prisma client comes to be: `new PrismaClient()` and classes that extend it. */
export const prismaClients = (system: System): readonly Made[] =>
  [...[...system.uses.values()].flat().filter((use) => use.site.isNew), ...readExtensions(system)].filter((use) => isClient(use.external)).map(({ site, frame }) => ({ site, frame }));

const givenUrl = (system: System, { site, frame }: Made): Term | null => {
  const options = argument({ site, frame, reducer: system.reducer } satisfies Pick<Use, 'site' | 'frame' | 'reducer'>, 0);
  const url = ['datasources', 'db', 'url'].reduce<Term>((term, name) => property(system.reducer, term, name), options);
  const single = property(system.reducer, options, 'datasourceUrl');
  return [url, single].find(({ kind }) => kind !== 'unknown') ?? null;
};

/** A database that is told of outside the code. */
export interface ToldStore {
  readonly made: Made;
  readonly owner: Owner;
  readonly fact: StoreFact;
  /** Where it is told. */
  readonly told: readonly Evidence[];
}

/** Databases behind Prisma clients. */
export const readPrismaStores = (system: System): readonly ToldStore[] =>
  prismaClients(system).flatMap((made) => system.owners(made.frame.file.path).flatMap((owner) => {
    const source = schemaFor(system, made.frame.file.path, owner);
    return source === null ? [] : [{ made, owner, fact: { engine: source.engine, role: 'primary', url: givenUrl(system, made) ?? source.url }, told: [source.named] }];
  }));
