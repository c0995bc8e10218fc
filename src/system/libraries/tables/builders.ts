import type { Term } from '../../model/term.ts';
import { argument, isSet, itemsOf, property, type Use } from '../../model/use.ts';
import type { TableFact, TableLibrary } from '../library.ts';

const methodOf = (path: string): string => path.split('.').at(-1) ?? '';

/** Knex: `knex('orders')`, `.from('orders')`, `.into('orders')`. */
export const knexTables: TableLibrary = {
  name: 'knex',
  modules: ['knex'],
  match: (use) => {
    const { path } = use.external;
    const names = /(?:\(\)|Knex#)$/.test(path) || ['from', 'into', 'table', 'join', 'leftJoin', 'innerJoin', 'rightJoin'].includes(methodOf(path));
    const table = names ? argument(use, 0) : null;
    return table?.kind === 'text' ? { family: 'sql', name: { ...table, value: table.value.replace(/\s+as\s+\w+$/i, '') } } : null;
  },
};

/** Kysely says in the method what it does with the table. */
export const kyselyTables: TableLibrary = {
  name: 'kysely',
  modules: ['kysely'],
  match: (use) => {
    const names = ['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'replaceInto'].includes(methodOf(use.external.path));
    const table = names ? argument(use, 0) : null;
    return table?.kind === 'text' ? { family: 'sql', name: { ...table, value: table.value.replace(/\s+as\s+\w+$/i, '') } } : null;
  },
};

/** The plain driver of MongoDB: `client.db('shop').collection('orders')`. */
export const mongodbTables: TableLibrary = {
  name: 'mongodb',
  modules: ['mongodb', 'mongoose'],
  match: (use) => {
    if (methodOf(use.external.path) !== 'collection') return null;
    const db = use.external.made.findLast(({ site }) => site.callee.kind === 'member' && site.callee.name === 'db' && site.args.length > 0);
    return { family: 'document', name: argument(use, 0), ...(db === undefined ? {} : { database: argument({ ...db, reducer: use.reducer }, 0) }) };
  },
};

const joins = ['$lookup', '$graphLookup', '$unionWith'];

/** What the stages of an aggregation read beside their own collection: `{ $lookup: { from: 'bills' } }`. */
const joined = (use: Use, stage: Term): readonly TableFact[] => joins.flatMap((name): readonly TableFact[] => {
  if (!isSet(use.reducer, stage, name)) return [];
  const told = property(use.reducer, stage, name);
  const table = told.kind === 'object' ? property(use.reducer, told, name === '$unionWith' ? 'coll' : 'from') : told;
  return table.kind === 'text' ? [{ family: 'document', name: table }] : [];
});

export const aggregatedTables: TableLibrary = {
  name: 'aggregation',
  modules: ['mongodb', 'mongoose', '@nestjs/mongoose', '@typegoose/typegoose'],
  match: (use) => (methodOf(use.external.path) === 'aggregate' ? itemsOf(use.reducer, argument(use, 0)).flatMap((stage) => joined(use, stage)) : null),
};

/** Supabase is Postgres behind an API. */
export const supabaseTables: TableLibrary = {
  name: 'supabase',
  modules: ['@supabase/supabase-js'],
  match: (use) => (/(?:createClient\(\)|SupabaseClient#)\.from$/.test(use.external.path) ? { family: 'sql', name: argument(use, 0) } : null),
};
