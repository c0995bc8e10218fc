import type { Evidence } from '../../model.ts';
import { folderOf, isWithin } from '../../paths.ts';
import { prismaClients } from '../prisma.ts';
import type { System } from '../system.ts';
import { prismaModels } from '../tables/prisma-models.ts';
import type { NamedTable } from '../tables/named-table.ts';
import { moduleFrame, type Term } from '../term.ts';
import { textOf } from '../text.ts';
import { libraryFolder } from './library-folder.ts';

const tables = (named: readonly NamedTable[]): readonly Evidence[] =>
  named.flatMap(({ file, line, column, fact }) => {
    const { text, missing } = textOf(fact.name, []);
    return missing.length > 0 ? [] : [{ file, line, column, note: `names the table ${text}` }];
  });

/** Files that hand on the class of the client, for each service to make its own: `export * from '@prisma/client'`. */
const handedOnClients = (system: System): readonly Evidence[] =>
  system.files.flatMap(({ path, reexports, imports }) => reexports.filter(({ specifier, names }) => specifier === '@prisma/client' && (names === null || [...names.values()].includes('PrismaClient'))).flatMap(({ specifier }) => {
    const at = imports.find((one) => one.specifier === specifier && !one.typeOnly && (one.names.includes('*') || one.names.includes('PrismaClient')));
    return at === undefined ? [] : [{ file: path, line: at.line, column: at.column, note: 'hands on the client of the Prisma schema' }];
  }));

/** A Prisma client knows all tables of its schema. */
const clients = (system: System): readonly Evidence[] => {
  const count = system.schemas.flatMap(({ file, text }) => prismaModels(text, file)).length;
  const made = prismaClients(system).map(({ site, frame }) => ({ file: frame.file.path, line: site.line, column: site.column, note: 'makes the client of the Prisma schema' }));
  return count === 0 ? [] : [...made, ...handedOnClients(system)];
};

const parentName = (parent: Term): string => {
  if (parent.kind === 'external') return parent.path.split('.').at(-1) ?? '';
  return parent.kind === 'class' ? (parent.file.classes[parent.id]?.name ?? '') : '';
};

/** The parent comes from another package or library: a general repository that this class makes one of something. */
const isFromElsewhere = (system: System, path: string, parent: Term): boolean => {
  if (parent.kind === 'external') return true;
  const own = libraryFolder(system, path);
  return parent.kind === 'class' && own !== null && !isWithin(parent.file.path, own);
};

/** Classes that are a general repository made particular: `class UserRepository extends MongoRepository<User>`. */
const repositories = (system: System): readonly Evidence[] =>
  system.files.flatMap((file) => file.classes.flatMap((found) => {
    const parent = found.extends === null ? null : system.reducer.reduce(found.extends, moduleFrame(file));
    const isOne = parent !== null && /(?:Repository|Dao)$/i.test(parentName(parent)) && !/^(?:Abstract|Base|Generic)/.test(found.name ?? '') && isFromElsewhere(system, file.path, parent);
    return isOne ? [{ file: file.path, line: found.line, column: 1, note: `${found.name ?? 'a class'} reads and writes what is stored` }] : [];
  }));

const authentication = /^(?:jsonwebtoken|jose|passport(?:-.+)?|@nestjs\/(?:jwt|passport)|express-jwt|jwks-rsa|keycloak-connect)$/;

/** Looks up who asks: every service has to, and shares no domain by it. */
const authenticates = (system: System): ReadonlySet<string> =>
  new Set(system.files.filter(({ imports }) => imports.some(({ specifier, typeOnly }) => !typeOnly && authentication.test(specifier))).map(({ path }) => path));

/** Places of the whole tree where code knows the data of a domain. */
export const domainCode = (system: System, named: readonly NamedTable[]): readonly Evidence[] => {
  const asides = authenticates(system);
  return [...tables(named), ...clients(system), ...repositories(system)].filter(({ file }) => folderOf(file) !== '.' && !asides.has(file));
};
