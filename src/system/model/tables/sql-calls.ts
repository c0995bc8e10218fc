import type { FileFacts } from '../../facts/file-facts.ts';
import type { Value } from '../../facts/value.ts';
import type { System } from '../system.ts';
import { moduleFrame } from '../term.ts';
import { textOf } from '../text.ts';
import { namedAt, type NamedTable } from './named-table.ts';
import { isSql, tablesInSql } from './sql-text.ts';

const queries = /^\$?(?:query|execute|exec|raw|unsafe|prepare|run|all|get|one|none|any|many|oneOrNone|manyOrNone|queryRaw|executeRaw|queryRawUnsafe|executeRawUnsafe|sql|simple|multi)\w*$/;

const calledName = (callee: Value): string => (callee.kind === 'member' || callee.kind === 'reference' ? callee.name : '');

/** Prose can begin like a statement; only who is named like a query, or keywords that shout, make one of it. */
const isQuery = (callee: Value, text: string): boolean => isSql(text) && (queries.test(calledName(callee)) || /^[^a-z]*[A-Z]{4}\s/.test(text));

/** Statements in SQL that a file hands to something. */
const statements = (system: System, file: FileFacts): readonly NamedTable[] =>
  file.calls.flatMap((site) => site.args.filter(({ kind }) => kind === 'literal' || kind === 'concat' || (queries.test(calledName(site.callee)) && (kind === 'reference' || kind === 'member'))).flatMap((arg) => {
    const text = arg.kind === 'literal' ? String(arg.value) : textOf(system.reducer.reduce(arg, { ...moduleFrame(file), inside: site.inside }), []).text;
    const at = { file: file.path, line: site.line };
    return isQuery(site.callee, text) ? tablesInSql(text).map(({ schema, table }) => namedAt({ family: 'sql', name: { kind: 'text', value: table, at }, ...(schema === null ? {} : { schema: { kind: 'text', value: schema, at } }) }, { file }, site)) : [];
  }));

export const readSqlCalls = (system: System): readonly NamedTable[] => system.files.flatMap((file) => statements(system, file));
