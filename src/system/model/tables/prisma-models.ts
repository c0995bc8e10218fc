import type { CallSite, FileFacts } from '../../facts/file-facts.ts';
import type { Value } from '../../facts/value.ts';
import { isWithin } from '../../paths.ts';
import type { System } from '../system.ts';
import { moduleFrame, symbolOf, type Frame } from '../term.ts';
import { namedAt, type NamedTable } from './named-table.ts';

/** A model of a Prisma schema. */
interface PrismaModel {
  readonly name: string;
  readonly table: string;
  readonly file: string;
  readonly line: number;
}

/** `model OrderItem { … @@map("order_items") }` */
export const prismaModels = (text: string, file: string): readonly PrismaModel[] =>
  [...text.matchAll(/^[ \t]*model\s+(\w+)\s*\{([^}]*)\}/gm)].map(({ 1: name = '', 2: body = '', index }) => ({
    name, table: /@@map\(\s*(?:name:\s*)?"([^"]+)"/.exec(body)?.[1] ?? name, file, line: text.slice(0, index).split('\n').length,
  }));

/** `OrderItem` is reached as `prisma.orderItem`. */
const accessor = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const verbs = /^(?:find(?:Many|Unique|First)(?:OrThrow)?|create(?:Many(?:AndReturn)?)?|update(?:Many(?:AndReturn)?)?|delete(?:Many)?|upsert|groupBy|aggregate|count)$/;

const clientSymbol = /(?:PrismaClient|TransactionClient)#/;
const clientName = /^(?:tx|trx|prisma\w*|\w*prisma|prismaService|client|transaction)$/i;

type Member = Extract<Value, { kind: 'member' }>;

/** Whether it is a model of a Prisma client, or of what a transaction hands on under a usual name. */
const isOfClient = (system: System, model: Member, frame: Frame): boolean => {
  const term = system.reducer.reduce(model, frame);
  const options = term.kind === 'either' ? term.options : [term];
  if (options.some((option) => option.kind === 'external' && clientSymbol.test(symbolOf(option)))) return true;
  const { of } = model;
  const name = of.kind === 'reference' || of.kind === 'member' ? of.name : '';
  return (term.kind === 'unknown' || term.kind === 'parameter') && clientName.test(name);
};

/** What a local name was given: `const orders = prisma.order`. */
const givenTo = (file: FileFacts, name: string, from: number): Value | undefined => {
  const scope = file.functions[from];
  return scope?.locals.get(name) ?? (scope?.parent == null ? undefined : givenTo(file, name, scope.parent));
};

/** `prisma.order.findMany()` asks `prisma.order`, and so does `orders.findMany()` where `orders` was given it. */
const asked = (file: FileFacts, { callee, inside }: CallSite): Member | null => {
  if (callee.kind !== 'member' || !verbs.test(callee.name)) return null;
  const of = callee.of.kind === 'reference' ? givenTo(file, callee.of.name, inside) : callee.of;
  return of?.kind === 'member' ? of : null;
};

/** How many folders two files have in common. */
const together = (one: string, other: string): number => {
  const parts = other.split('/');
  return one.split('/').findIndex((part, index) => part !== parts[index]);
};

/** The schema that lies nearest to a file comes first. */
const byDistance = (models: readonly PrismaModel[], path: string): readonly PrismaModel[] => models.toSorted((a, b) => together(b.file, path) - together(a.file, path));

const asksIn = (system: System, file: FileFacts, byAccessor: ReadonlyMap<string, readonly PrismaModel[]>): readonly NamedTable[] =>
  file.calls.flatMap((site) => {
    const found = asked(file, site);
    const [model] = found === null ? [] : byDistance(byAccessor.get(found.name) ?? [], file.path);
    const frame = { ...moduleFrame(file), inside: site.inside };
    return found === null || model === undefined || !isOfClient(system, found, frame) ? [] : [namedAt({ family: 'sql', name: { kind: 'text', value: model.table, at: model } }, frame, site)];
  });

/** Models that are asked; the schema of a service whose requests are not seen speaks for itself. */
export const readPrismaTables = (system: System): readonly NamedTable[] => {
  const models = system.schemas.flatMap(({ file, text }) => prismaModels(text, file));
  if (models.length === 0) return [];
  const byAccessor = Map.groupBy(models, ({ name }) => accessor(name));
  const asks = system.files.flatMap((file) => asksIn(system, file, byAccessor));
  const silent = system.deployed.filter(({ service }) => service.path !== '.' && !asks.some(({ file }) => isWithin(file, service.path)));
  const defined = models.filter(({ file }) => silent.some(({ service }) => isWithin(file, service.path)));
  return [...asks, ...defined.map((model): NamedTable => ({ fact: { family: 'sql', name: { kind: 'text', value: model.table, at: model } }, file: model.file, line: model.line, column: 1 }))];
};
