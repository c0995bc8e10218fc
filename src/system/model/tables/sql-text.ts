/** Text that is a statement in SQL. */
export const isSql = (text: string): boolean => /^\s*(?:--[^\n]*\n\s*|\/\*.*?\*\/\s*)*(?:select\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+(?:recursive\s+)?\w+\s+as\s*\(|create\s+table\s|alter\s+table\s|truncate\s|merge\s+into\s)/is.test(text);

/** What holds no table: comments, literals, and `from` inside functions. */
const without = (text: string): string =>
  text.replaceAll(/--[^\n]*/g, ' ').replaceAll(/\/\*.*?\*\//gs, ' ').replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(/\b(?:extract|substring|trim|overlay)\s*\([^()]*\)/gi, ' ').replaceAll(/\bdistinct\s+from\b/gi, ' ');

const names = /\b(?:from|join|into|(?<!\b(?:for|on|do)\s+)update|table(?:\s+if\s+(?:not\s+)?exists)?)\s+(?:only\s+)?((?:["`[]?[\w$-]+["`\]]?\.)*["`[]?[a-z_][\w$-]*(?![\w$-])["`\]]?)(?!\s*\(\s*(?:\)|'|\$|\d))/gi;

const noTable = /^(?:set|select|lateral|unnest|generate_series|values|dual|information_schema|pg_\w+|json_\w+|jsonb_\w+|where|outfile)$/;

/** A table of a statement: lower case, without quotes. */
export interface SqlTable {
  readonly schema: string | null;
  readonly table: string;
}

/** The tables that a statement reads or writes, each once. */
export const tablesInSql = (text: string): readonly SqlTable[] => {
  const bare = without(text);
  const own = new Set([...bare.matchAll(/(?:\bwith\s+(?:recursive\s+)?|,\s*)(\w+)\s+as\s+(?:not\s+)?(?:materialized\s+)?\(/gi)].map(([, name = '']) => name.toLowerCase()));
  const found = [...bare.matchAll(names)].map(([, name = '']) => name.toLowerCase().replaceAll(/["`[\]]/g, '').split('.'));
  const tables = found.map((parts): SqlTable => ({ schema: parts.at(-2) ?? null, table: parts.at(-1) ?? '' }));
  const kept = tables.filter(({ schema, table }) => !noTable.test(table) && !noTable.test(schema ?? '') && !own.has(table));
  return [...new Map(kept.map((one) => [`${one.schema}.${one.table}`, one])).values()];
};
