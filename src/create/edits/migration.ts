import { ts } from 'ts-morph';
import { addMember, addNamedImport, anchorGone, find, parse, unwrapped } from '../../edits/source.ts';

const isMigrations = (node: ts.Node): node is ts.VariableDeclaration => ts.isVariableDeclaration(node) && node.name.getText() === 'migrations';

const dated = /^(\d{4}-\d{2}-\d{2})/;
const dayMs = 86_400_000;

const dayAfter = (date: string): string => new Date(Date.parse(date) + dayMs).toISOString().slice(0, 10);

/** Migrations run in the order of their names, and a new one must come after those that have run. */
const nameAfter = (names: readonly string[], what: string): string => {
  const last = names.toSorted().at(-1) ?? '';
  const date = dated.exec(last)?.[1];
  return date === undefined || Number.isNaN(Date.parse(date)) ? `${last === '' ? '1' : last}-${what}` : `${dayAfter(date)}-${what}`;
};

/** Adds a migration of the chassis, `sagaTables` or `idempotencyTable`, behind those that a service has. One that is there stays as it is. */
export const addMigration = ({ symbol, what, chassis }: { readonly symbol: string; readonly what: string; readonly chassis: string }) => (before: string): string => {
  const declared = find(parse(before), isMigrations)?.initializer;
  const list = declared === undefined ? undefined : unwrapped(declared);
  if (list === undefined || !ts.isObjectLiteralExpression(list)) throw anchorGone('src/store/migrations.ts has no object `migrations` any more', `Add ${symbol} of ${chassis} to the migrations and run the command again.`);
  if (new RegExp(`\\b${symbol}\\b`).test(list.getText())) return before;
  const names = list.properties.flatMap(({ name }) => (name !== undefined && ts.isStringLiteral(name) ? [name.text] : []));
  return addNamedImport(addMember(before, list, `'${nameAfter(names, what)}': ${symbol}`), chassis, symbol);
};
